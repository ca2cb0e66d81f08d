import type { FormattedLink } from '../format.ts';
import { javaScriptString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Node.js 18 and later with its standard library. */
export const nodejs = createProgram({ id: 'nodejs', label: 'Node.js', languageId: 'javascript', download, upload });

function download(link: FormattedLink): string {
  return `
// Node.js 18 or later: node download.mjs
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

const response = await fetch(${javaScriptString(link.url)}, {
  headers: {${headersOf(link) && `${headersOf(link)}\n  `}},
});
if (response.ok) {
  await pipeline(response.body, createWriteStream(${javaScriptString(link.fileName)}));
} else {
  console.error(await response.text());
  process.exitCode = 1;
}
`;
}

function upload(link: FormattedLink): string {
  return `
// Node.js 18 or later: node upload.mjs
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

const file = ${javaScriptString(link.fileName)};
const response = await fetch(${javaScriptString(link.url)}, {
  method: "PUT",
  headers: {
    "content-length": String((await stat(file)).size),${headersOf(link)}
  },
  body: createReadStream(file),
  duplex: "half",
});
if (!response.ok) {
  console.error(await response.text());
  process.exitCode = 1;
}
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => `\n    ${javaScriptString(name)}: ${javaScriptString(value)},`);
}
