import type { FormattedLink } from '../format.ts';
import { javaScriptString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** JavaScript for a module script of a page or for its console. */
export const browser = createProgram({
  id: 'browser',
  label: 'JavaScript (Browser)',
  languageId: 'javascript',
  download,
  upload,
});

function download(link: FormattedLink): string {
  return `
// In a module script or the console; the bucket's CORS rules have to allow the page's origin.
const response = await fetch(${javaScriptString(link.url)}, {
  headers: {${headersOf(link, 4) && `${headersOf(link, 4)}\n  `}},
});
if (!response.ok) {
  throw new Error(await response.text());
}
// Browsers keep a large blob on disk.
const link = document.createElement("a");
link.href = URL.createObjectURL(await response.blob());
link.download = ${javaScriptString(link.fileName)};
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
`;
}

function upload(link: FormattedLink): string {
  return `
// In a module script or the console; the bucket's CORS rules have to allow the page's origin.
const input = document.createElement("input");
input.type = "file";
input.addEventListener("change", async () => {
  const response = await fetch(${javaScriptString(link.url)}, {
    method: "PUT",
    headers: {${headersOf(link, 6) && `${headersOf(link, 6)}\n    `}},
    // Sliced, it has no type that the browser would send beside what was signed.
    body: input.files[0].slice(),
  });
  input.replaceWith(response.ok ? "Uploaded." : await response.text());
});
document.body.append(input);
`;
}

function headersOf(link: FormattedLink, indent: number): string {
  return renderHeaders(
    link,
    (name, value) => `\n${' '.repeat(indent)}${javaScriptString(name)}: ${javaScriptString(value)},`,
  );
}
