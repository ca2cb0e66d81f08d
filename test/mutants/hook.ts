import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** // Loaded into a test process by `node --import`: one source file is read from another path. */
const { OSS_LINKS_MUTANT_OF: replaced, OSS_LINKS_MUTANT_FILE: file } = process.env;
if (replaced === undefined || file === undefined) throw new Error('the module to replace is not named');
const source = readFileSync(file, 'utf8');
const replacedUrl = pathToFileURL(path.resolve(import.meta.dirname, '../..', replaced)).href;

registerHooks({
  load: (url, context, nextLoad) =>
    url === replacedUrl ? { format: 'module-typescript', source, shortCircuit: true } : nextLoad(url, context),
});
