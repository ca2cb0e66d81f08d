import type { FormattedLink } from '../format.ts';
import { pythonString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Python 3 with its standard library. */
export const python = createProgram({ id: 'python', label: 'Python', languageId: 'python', download, upload });

function download(link: FormattedLink): string {
  return `
import shutil
import sys
import urllib.error
import urllib.request

request = urllib.request.Request(
    ${pythonString(link.url)},
    headers={${headersOf(link, ' '.repeat(8), ' '.repeat(4))}},
)
try:
    with urllib.request.urlopen(request) as response, open(${pythonString(link.fileName)}, "wb") as file:
        shutil.copyfileobj(response, file)
        if response.length:
            sys.exit("The connection ended before the file did.")
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
`;
}

// http.client, because urllib.request adds a Content-Type, which breaks the signature.
function upload(link: FormattedLink): string {
  const connection = link.url.startsWith('http:') ? 'HTTPConnection' : 'HTTPSConnection';
  return `
import http.client
import os
import sys
from urllib.parse import urlsplit

url = urlsplit(${pythonString(link.url)})
with open(${pythonString(link.fileName)}, "rb") as file:
    headers = {
        "content-length": str(os.fstat(file.fileno()).st_size),${headersOf(link, ' '.repeat(8), ' '.repeat(4)) || '\n    '}}
    connection = http.client.${connection}(url.netloc)
    connection.request("PUT", f"{url.path}?{url.query}", body=file, headers=headers)
    response = connection.getresponse()
    if response.status // 100 != 2:
        sys.exit(response.read().decode())
`;
}

/** Items of a dict with the line break before its closing brace; empty without headers. */
function headersOf(link: FormattedLink, indent: string, closingIndent: string): string {
  const lines = renderHeaders(link, (name, value) => `\n${indent}${pythonString(name)}: ${pythonString(value)},`);
  return lines && `${lines}\n${closingIndent}`;
}
