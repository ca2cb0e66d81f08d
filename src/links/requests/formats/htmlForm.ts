import { htmlText } from '../../formats/markup.ts';
import { javaScriptString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type FormattedRequest, type RequestFormat } from './requestFormat.ts';

/** A form to embed in another page. It needs no CORS rule; after an upload the browser shows OSS's response. */
export const htmlForm: RequestFormat = {
  id: 'html',
  label: 'HTML',
  languageId: 'html',
  fileName: 'upload-form.html',
  render: (request) => {
    const { url, folder, types } = request;
    const fields = [['key', `${folder}\${filename}`] as const, ...fixedFields(request)];
    const inputs = fields.map(
      ([name, value]) => `  <input type="hidden" name="${htmlText(name)}" value="${htmlText(value)}">\n`,
    );
    const typeInput = types === undefined ? '' : '  <input type="hidden" name="x-oss-content-type">\n';
    const accept = ifTyped(
      request,
      (list) => ` accept="${list.map(([extension]) => `.${htmlText(extension)}`).join()}"`,
    );
    return `<form action="${htmlText(url)}" method="post" enctype="multipart/form-data">
${inputs.join('')}${typeInput}  <input type="file" name="file" required${accept}>
  <button>Upload</button>
</form>${scriptOf(request)}`;
  },
};

/** Script for what a form cannot do: a content type for the chosen file, and a unique name. */
function scriptOf(request: FormattedRequest): string {
  const typed = ifTyped(
    request,
    (types) => `
    const types = new Map([
${types.map(([extension, type]) => `      [${javaScriptString(extension)}, ${javaScriptString(type)}],\n`).join('')}    ]);
    const type = types.get(file.files[0].name.split(".").pop().toLowerCase());
    if (type === undefined) {
      event.preventDefault();
      alert("Accepted: " + [...types.keys()].join(", "));
      return;
    }
    form.elements["x-oss-content-type"].value = type;`,
  );
  const named = ifKept(
    request,
    `
    form.elements.key.value = ${javaScriptString(request.folder)} + Math.random().toString(36).slice(2, 10) + "-\${filename}";`,
  );
  if (typed === '' && named === '') return '';
  return `
<script>
  document.currentScript.previousElementSibling.addEventListener("submit", (event) => {
    const form = event.currentTarget;
    const { file } = form.elements;${typed}${named}
  });
</script>`;
}
