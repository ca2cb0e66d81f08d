import { objectName } from '../link.ts';
import type { LinkFormat } from './format.ts';
import { htmlImage, htmlLink, markdownImage, markdownLink, restructuredText } from './markup.ts';
import { urlFormat } from './url.ts';

const MARKDOWN = new Set(['markdown', 'mdx', 'quarto', 'rmd']);
const HTML = new Set(['astro', 'handlebars', 'html', 'razor', 'svelte', 'vue', 'vue-html']);
/** What browsers show as a picture. */
const IMAGE = /\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|webp)$/i;

/** The form that a link to an object takes in a document of this language: pictures are shown, all else is linked. */
export function documentFormat(languageId: string, key: string): LinkFormat {
  const isImage = IMAGE.test(objectName(key));
  if (MARKDOWN.has(languageId)) return isImage ? markdownImage : markdownLink;
  if (HTML.has(languageId)) return isImage ? htmlImage : htmlLink;
  return languageId === 'restructuredtext' ? restructuredText : urlFormat;
}
