// Lazy border: in the bundle esbuild replaces this module by the built texts (esbuild.mjs).
import { buildUploadPage } from '../../../scripts/uploadPageBuild.mjs';
import type { PageSources } from './uploadPage.ts';

/** Script and styles of the upload page, built from `page/`. */
export const pageSources: PageSources = await buildUploadPage();
