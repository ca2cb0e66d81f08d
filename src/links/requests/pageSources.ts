// Lazy border: in the bundle esbuild puts the built texts in the place of this module (esbuild.mjs).
import { buildUploadPage } from '../../../scripts/uploadPageBuild.mjs';
import type { PageSources } from './uploadPage.ts';

/** Script and styles of the upload page, built from `page/`. */
export const pageSources: PageSources = await buildUploadPage();
