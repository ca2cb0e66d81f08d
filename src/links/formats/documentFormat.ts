import { objectName } from '../link.ts';
import {
  htmlImage,
  htmlLink,
  markdownImage,
  markdownLink,
  restructuredText,
  restructuredTextImage,
  type Markup,
} from './markup.ts';
import { asciiDocImage, asciiDocLink, latexLink, orgImage, orgLink } from './moreMarkup.ts';
import { urlFormat } from './url.ts';

/** Formats of links and of pictures in documents of some languages. */
interface DocumentMarkup {
  readonly languageIds: readonly string[];
  readonly link: Markup;
  readonly image: Markup;
}

const DOCUMENTS: readonly DocumentMarkup[] = [
  { languageIds: ['markdown', 'mdx', 'quarto', 'rmd'], link: markdownLink, image: markdownImage },
  {
    languageIds: ['astro', 'handlebars', 'html', 'razor', 'svelte', 'vue', 'vue-html'],
    link: htmlLink,
    image: htmlImage,
  },
  { languageIds: ['restructuredtext'], link: restructuredText, image: restructuredTextImage },
  { languageIds: ['asciidoc'], link: asciiDocLink, image: asciiDocImage },
  { languageIds: ['org'], link: orgLink, image: orgImage },
  { languageIds: ['latex', 'tex'], link: latexLink, image: latexLink },
];
const plain: Markup = { ...urlFormat, render: ({ url }) => url };

/** Document languages with their own markup for links. */
export const DOCUMENT_LANGUAGES: readonly string[] = DOCUMENTS.flatMap(({ languageIds }) => languageIds);

/** File extensions of images that browsers show. */
const IMAGE = /\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|webp)$/i;

/** True for a key with the extension of an image that browsers show. */
export function isImageKey(key: string): boolean {
  return IMAGE.test(objectName(key));
}

/** Format for a link in a document of this language: an image for pictures, otherwise a link. */
export function documentFormat(languageId: string, key: string): Markup {
  const found = DOCUMENTS.find(({ languageIds }) => languageIds.includes(languageId));
  if (!found) return plain;
  return isImageKey(key) ? found.image : found.link;
}
