import { pythonString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type RequestFormat } from './requestFormat.ts';

/** Python 3.8 and later with its standard library. */
export const pythonForm: RequestFormat = {
  id: 'python',
  label: 'Python',
  languageId: 'python',
  fileName: 'upload.py',
  render: (request) => {
    const connection = request.url.startsWith('http:') ? 'HTTPConnection' : 'HTTPSConnection';
    const unique = ifKept(request, ' + secrets.token_hex(4) + "-"');
    const typed = ifTyped(
      request,
      (types) => `
types = {
${types.map(([extension, type]) => `    ${pythonString(extension)}: ${pythonString(type)},\n`).join('')}}
extension = os.path.splitext(name)[1][1:].lower()
if extension not in types:
    sys.exit("Accepted: " + ", ".join(types))
fields["x-oss-content-type"] = types[extension]
`,
    );
    return `# Python 3.8 or later: python3 upload.py FILE
import http.client
import os
import secrets
import sys
from urllib.parse import urlsplit

path = sys.argv[1]
name = os.path.basename(path)
fields = {
    "key": ${pythonString(request.folder)}${unique} + name,
${fixedFields(request)
  .map(([field, value]) => `    ${pythonString(field)}: ${pythonString(value)},\n`)
  .join('')}}
${typed}
boundary = secrets.token_hex(16)
head = "".join(
    f'--{boundary}\\r\\nContent-Disposition: form-data; name="{field}"\\r\\n\\r\\n{value}\\r\\n'
    for field, value in fields.items()
).encode()
# The file is the last field.
head += f'--{boundary}\\r\\nContent-Disposition: form-data; name="file"; filename="file"\\r\\n\\r\\n'.encode()
tail = f"\\r\\n--{boundary}--\\r\\n".encode()


def body(file):
    yield head
    while chunk := file.read(1 << 16):
        yield chunk
    yield tail


url = urlsplit(${pythonString(request.url)})
with open(path, "rb") as file:
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(len(head) + os.fstat(file.fileno()).st_size + len(tail)),
    }
    connection = http.client.${connection}(url.netloc)
    connection.request("POST", url.path, body=body(file), headers=headers)
    response = connection.getresponse()
    if response.status // 100 != 2:
        sys.exit(response.read().decode())`;
  },
};
