import type { FormattedLink } from '../format.ts';
import { cSharpString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** C# for .NET 6 and later. */
export const cSharp = createProgram({ id: 'csharp', label: 'C#', languageId: 'csharp', download, upload });

function download(link: FormattedLink): string {
  const content = Object.keys(link.signedHeaders).some(isOfContent)
    ? '\nrequest.Content = new ByteArrayContent(Array.Empty<byte>());'
    : '';
  return `
using System;
using System.IO;
using System.Net.Http;
using System.Threading;

using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
using var request = new HttpRequestMessage(HttpMethod.Get, ${cSharpString(link.url)});${content}${headersOf(link)}
using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
if (!response.IsSuccessStatusCode)
{
    Console.Error.WriteLine(await response.Content.ReadAsStringAsync());
    return 1;
}
await using var file = File.Create(${cSharpString(link.fileName)});
await response.Content.CopyToAsync(file);
return 0;
`;
}

function upload(link: FormattedLink): string {
  return `
using System;
using System.IO;
using System.Net.Http;
using System.Threading;

using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
using var request = new HttpRequestMessage(HttpMethod.Put, ${cSharpString(link.url)});
request.Content = new StreamContent(File.OpenRead(${cSharpString(link.fileName)}));${headersOf(link)}
using var response = await client.SendAsync(request);
if (!response.IsSuccessStatusCode)
{
    Console.Error.WriteLine(await response.Content.ReadAsStringAsync());
    return 1;
}
return 0;
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => {
    const owner = isOfContent(name) ? 'request.Content' : 'request';
    return `\n${owner}.Headers.TryAddWithoutValidation(${cSharpString(name)}, ${cSharpString(value)});`;
  });
}

/** True for headers that .NET accepts only on the content of a request. */
function isOfContent(lowerCaseName: string): boolean {
  return /^(allow|content-(disposition|encoding|language|length|location|md5|range|type)|expires|last-modified)$/.test(
    lowerCaseName,
  );
}
