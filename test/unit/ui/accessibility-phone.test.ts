import { testScreens } from './axe-screens.ts';
import { phone } from './mount.ts';

testScreens(phone);
