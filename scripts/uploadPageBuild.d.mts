import type { Plugin } from 'esbuild';

/** Builds the script and the styles of the upload page. */
export function buildUploadPage(): Promise<{ readonly script: string; readonly styles: string }>;

/** Replaces the module that builds the texts by the built texts. Without a bundle, the module runs. */
export const uploadPageTexts: Plugin;
