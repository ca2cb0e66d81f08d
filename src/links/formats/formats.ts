import { aria2, wget } from './commands/downloadTools.ts';
import { curl, curlCmd } from './commands/curl.ts';
import { httpie } from './commands/httpie.ts';
import { powerShell } from './commands/powerShell.ts';
import type { LinkFormat } from './format.ts';
import { httpRequest } from './httpRequest.ts';
import { htmlImage, htmlLink, markdownImage, markdownLink, restructuredText, restructuredTextImage } from './markup.ts';
import { asciiDocImage, asciiDocLink, latexLink, orgImage, orgLink } from './moreMarkup.ts';
import { programs } from './programs/programs.ts';
import { qrFormat, urlFormat } from './url.ts';

/** All formats in the order of the quick pick, group by group. */
export const linkFormats: readonly LinkFormat[] = [
  ...[urlFormat, qrFormat],
  ...[curl, curlCmd, wget, powerShell, httpie, aria2, httpRequest],
  ...[markdownLink, markdownImage, htmlLink, htmlImage, restructuredText, restructuredTextImage],
  ...[asciiDocLink, asciiDocImage, orgLink, orgImage, latexLink],
  ...programs,
];

/** Format with this ID; `undefined` if it is unknown. */
export function formatById(id: string): LinkFormat | undefined {
  return linkFormats.find((format) => format.id === id);
}
