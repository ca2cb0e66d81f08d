import { type FormattedLink, type LinkFormat, headersToSend } from '../format.ts';

/** Commands for PowerShell 5.1 and later. */
export const powerShell: LinkFormat = {
  id: 'powershell',
  label: 'PowerShell',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'powershell',
  render: (link) => ({ GET: download, PUT: upload })[link.method](link),
};

function download(link: FormattedLink): string {
  const headers = headersToSend(link).map(([name, value]) => `${quote(name)} = ${quote(value)}`);
  const headersOption = headers.length > 0 ? `-Headers @{ ${headers.join('; ')} } ` : '';
  const request = (file: string): string =>
    `Invoke-WebRequest -UseBasicParsing ${headersOption}-OutFile ${file} -Uri ${quote(link.url)}`;
  if (!WILDCARD.test(link.fileName)) return request(quote(link.fileName));
  // -OutFile of PowerShell 5.1 is a pattern, so the file is saved under another name first.
  return [
    '& {',
    ...[
      '$part = [IO.Path]::GetTempFileName()',
      `${request('$part')} -ErrorAction Stop`,
      `[IO.File]::Copy($part, (Join-Path (Convert-Path -LiteralPath .) ${quote(link.fileName)}), $true)`,
      '[IO.File]::Delete($part)',
    ].map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

/** Characters of wildcard patterns that file names can contain. */
const WILDCARD = /[[\]`]/;

/**
 * Upload by .NET's HttpClient: Invoke-WebRequest adds a Content-Type where none was signed. It is one block, so that
 * pasting runs either all of it or, after a syntax error, nothing.
 */
function upload(link: FormattedLink): string {
  const headers = headersToSend(link).map(([name, value]) => {
    const owner = CONTENT_HEADERS.has(name) ? '$request.Content.Headers' : '$request.Headers';
    return `$null = ${owner}.TryAddWithoutValidation(${quote(name)}, ${quote(value)})`;
  });
  return [
    '& {',
    ...[
      'Add-Type -AssemblyName System.Net.Http',
      `$request = New-Object Net.Http.HttpRequestMessage 'PUT', ${quote(link.url)}`,
      `$file = [IO.File]::OpenRead((Convert-Path -LiteralPath ${quote(link.fileName)}))`,
      '$request.Content = New-Object Net.Http.StreamContent $file',
      ...headers,
      '$client = New-Object Net.Http.HttpClient',
      '$client.Timeout = [Threading.Timeout]::InfiniteTimeSpan',
      '$response = $client.SendAsync($request).Result',
      '$file.Dispose()',
      'if (-not $response.IsSuccessStatusCode) { throw $response.Content.ReadAsStringAsync().Result }',
    ].map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

/** Headers that .NET accepts only on the content of a request. */
const CONTENT_HEADERS = new Set([
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
]);

/** Word in PowerShell's single quotes. Typographic quotes also end a string there, so each quote is doubled. */
function quote(word: string): string {
  return `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}
