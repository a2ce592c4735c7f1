import { testScreens } from './axe-screens.ts';
import { desktop } from './mount.ts';

testScreens(desktop);
