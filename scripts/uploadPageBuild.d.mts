import type { Plugin } from 'esbuild';

/** Builds the script and the styles of the upload page. */
export function buildUploadPage(): Promise<{ readonly script: string; readonly styles: string }>;

/** Puts the built texts in the place of the module that builds them where sources run without a bundle. */
export const uploadPageTexts: Plugin;
