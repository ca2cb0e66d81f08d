import { javaScriptString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type FormattedRequest, type RequestFormat } from './requestFormat.ts';

/** Node.js 20 and later with its standard library. */
export const nodejsForm: RequestFormat = {
  id: 'nodejs',
  label: 'Node.js',
  languageId: 'javascript',
  fileName: 'upload.mjs',
  render: (request) => `// Node.js 20 or later: node upload.mjs FILE
import { openAsBlob } from "node:fs";
import path from "node:path";

const file = process.argv[2];
const name = path.basename(file);
${fieldsOf(request, 'crypto.randomUUID().slice(0, 8)', '', 'console.error(problem);\n  process.exit(1);')}
// The file is the last field, and is read while it is sent.
form.append("file", await openAsBlob(file), "file");
const response = await fetch(${javaScriptString(request.url)}, { method: "POST", body: form });
if (!response.ok) {
  console.error(await response.text());
  process.exitCode = 1;
}`,
};

/** JavaScript for a module script of a page or for its console. */
export const browserForm: RequestFormat = {
  id: 'browser',
  label: 'JavaScript (Browser)',
  languageId: 'javascript',
  fileName: 'upload.js',
  render: (request) => `// In a module script or the console; the bucket's CORS rules have to allow the page's origin.
const input = document.createElement("input");
input.type = "file";
input.addEventListener("change", async () => {
  const [file] = input.files;
  const { name } = file;
${fieldsOf(request, 'Math.random().toString(36).slice(2, 10)', '  ', 'input.replaceWith(problem);\n    return;')}
  // The file is the last field.
  form.append("file", file);
  const response = await fetch(${javaScriptString(request.url)}, { method: "POST", body: form });
  input.replaceWith(response.ok ? "Uploaded." : await response.text());
});
document.body.append(input);`,
};

/** Lines that fill a form except for the file; `refuse` ends the program if the file is not accepted. */
function fieldsOf(request: FormattedRequest, random: string, indent: string, refuse: string): string {
  const unique = ifKept(request, ` + ${random} + "-"`);
  const typed = ifTyped(
    request,
    (types) => `const types = new Map([
${types.map(([extension, type]) => `  [${javaScriptString(extension)}, ${javaScriptString(type)}],\n`).join('')}]);
const type = types.get(name.split(".").pop().toLowerCase());
if (type === undefined) {
  const problem = "Accepted: " + [...types.keys()].join(", ");
  ${refuse}
}
`,
  );
  const fields = fixedFields(request).map(
    ([field, value]) => `form.append(${javaScriptString(field)}, ${javaScriptString(value)});\n`,
  );
  const typeField = ifTyped(request, () => 'form.append("x-oss-content-type", type);\n');
  const text = `${typed}const form = new FormData();
form.append("key", ${javaScriptString(request.folder)}${unique} + name);
${fields.join('')}${typeField}`;
  return text.trimEnd().replace(/^(?=.)/gm, indent);
}
