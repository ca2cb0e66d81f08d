import type { FormattedLink, LinkFormat } from '../format.ts';
import { headersToSend } from '../signedHeaders.ts';

/** PowerShell 5.1 and later. */
export const powerShell: LinkFormat = {
  id: 'powershell',
  label: 'PowerShell',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'powershell',
  render: (link) => (link.method === 'GET' ? download(link) : upload(link)),
};

function download(link: FormattedLink): string {
  const headers = headersToSend(link).map(([name, value]) => `${quote(name)} = ${quote(value)}`);
  const headersOption = headers.length > 0 ? `-Headers @{ ${headers.join('; ')} } ` : '';
  return `Invoke-WebRequest -UseBasicParsing ${headersOption}-OutFile ${quote(link.fileName)} -Uri ${quote(link.url)}`;
}

/**
 * By .NET's own client: Invoke-WebRequest sends a Content-Type of its own where none was signed. One block, so that
 * pasting it runs all of it or, after a mistake, nothing.
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

/** .NET keeps these with the content and takes them nowhere else. */
const CONTENT_HEADERS = new Set([
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
]);

/** One word for PowerShell, in which typographic quotes end a text too; doubled, each stands for itself. */
function quote(word: string): string {
  return `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}
