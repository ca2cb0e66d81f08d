import type { LinkFormat } from '../format.ts';
import { android } from './android.ts';
import { browser } from './browser.ts';
import { cpp } from './cpp.ts';
import { cSharp } from './cSharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { nodejs } from './nodejs.ts';
import { objectiveC } from './objectiveC.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { rust } from './rust.ts';
import { swift } from './swift.ts';

/** Programs that use a link, in the order of the quick pick. */
export const programs: readonly LinkFormat[] = [
  python,
  nodejs,
  browser,
  java,
  go,
  cSharp,
  cpp,
  php,
  rust,
  swift,
  objectiveC,
  android,
];
