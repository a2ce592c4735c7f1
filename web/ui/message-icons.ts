export { default as waiting } from 'lucide/dist/esm/icons/clock.mjs';
export { default as sent } from 'lucide/dist/esm/icons/check.mjs';
export { default as delivered } from 'lucide/dist/esm/icons/check-check.mjs';
export { default as read } from 'lucide/dist/esm/icons/check-check.mjs';
export { default as send } from 'lucide/dist/esm/icons/send-horizontal.mjs';
export { default as down } from 'lucide/dist/esm/icons/arrow-down.mjs';
