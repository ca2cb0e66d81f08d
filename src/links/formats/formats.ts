import { aria2 } from './commands/aria2.ts';
import { curl } from './commands/curl.ts';
import { curlCmd } from './commands/curlCmd.ts';
import { httpie } from './commands/httpie.ts';
import { powerShell } from './commands/powerShell.ts';
import { wget } from './commands/wget.ts';
import type { LinkFormat } from './format.ts';
import { httpRequest } from './httpRequest.ts';
import { htmlImage, htmlLink, markdownImage, markdownLink, restructuredText } from './markup.ts';
import { programs } from './programs/programs.ts';
import { qrFormat } from './qr.ts';
import { urlFormat } from './url.ts';

/** Every way to write a link down, in the order of the pick, group after group. */
export const linkFormats: readonly LinkFormat[] = [
  ...[urlFormat, qrFormat],
  ...[curl, curlCmd, wget, powerShell, httpie, aria2, httpRequest],
  ...[markdownLink, markdownImage, htmlLink, htmlImage, restructuredText],
  ...programs,
];

/** The format of that id, or `undefined` where no version of ours knows it. */
export function formatById(id: string): LinkFormat | undefined {
  return linkFormats.find((format) => format.id === id);
}
