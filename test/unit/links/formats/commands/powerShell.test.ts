import assert from 'node:assert/strict';
import { powerShell } from '../../../../../src/links/formats/commands/powerShell.ts';
import { download, upload, url } from '../../../../support/links/sampleLinks.ts';

describe('a PowerShell download', () => {
  it('writes a file', () => {
    assert.equal(powerShell.render(download()), `Invoke-WebRequest -UseBasicParsing -OutFile 'b.txt' -Uri '${url}'`);
  });

  it('sends the signed headers, and leaves Host to the client', () => {
    const signedHeaders = { host: 'a', 'x-oss-traffic-limit': '819200', 'x-oss-range-behavior': 'standard' };
    assert.ok(
      powerShell
        .render(download({ signedHeaders }))
        .includes(`-Headers @{ 'x-oss-traffic-limit' = '819200'; 'x-oss-range-behavior' = 'standard' } -OutFile`),
    );
  });

  for (const [fileName, word] of [
    ['it\'s $HOME $(id) "x".txt', `'it''s $HOME $(id) "x".txt'`],
    ['“a” ‘b’ ‚c‛.txt', "'“a” ‘‘b’’ ‚‚c‛‛.txt'"],
    ['-rf\n报告', "'-rf\n报告'"],
  ] as const) {
    it(`keeps ${JSON.stringify(fileName)} as one literal, without expansion`, () => {
      assert.ok(powerShell.render(download({ fileName })).includes(`-OutFile ${word} -Uri`));
    });
  }
});

describe('a PowerShell download of a name with brackets', () => {
  it('does not use -OutFile, which PowerShell 5.1 reads as a pattern', () => {
    const text = powerShell.render(download({ fileName: 'photo [1].jpg' }));
    assert.match(text, /^& \{\n.*-OutFile \$part .* -ErrorAction Stop\n/s);
    assert.ok(
      text.includes("[IO.File]::Copy($part, (Join-Path (Convert-Path -LiteralPath .) 'photo [1].jpg'), $true)"),
    );
    assert.ok(!text.includes("-OutFile 'photo"));
  });
});

describe('a PowerShell upload', () => {
  it('streams the file, sends exactly the signed headers and shows the OSS error', () => {
    const signedHeaders = { host: 'a', 'content-type': 'text/plain', 'x-oss-meta-note': "it's" };
    assert.equal(
      powerShell.render(upload({ signedHeaders, fileName: "it's.txt" })),
      `& {
  Add-Type -AssemblyName System.Net.Http
  $request = New-Object Net.Http.HttpRequestMessage 'PUT', '${url}'
  $file = [IO.File]::OpenRead((Convert-Path -LiteralPath 'it''s.txt'))
  $request.Content = New-Object Net.Http.StreamContent $file
  $null = $request.Content.Headers.TryAddWithoutValidation('content-type', 'text/plain')
  $null = $request.Headers.TryAddWithoutValidation('x-oss-meta-note', 'it''s')
  $client = New-Object Net.Http.HttpClient
  $client.Timeout = [Threading.Timeout]::InfiniteTimeSpan
  $response = $client.SendAsync($request).Result
  $file.Dispose()
  if (-not $response.IsSuccessStatusCode) { throw $response.Content.ReadAsStringAsync().Result }
}`,
    );
  });

  it('sends no content type if none was signed', () => {
    assert.ok(!/content-type|Invoke-WebRequest/i.test(powerShell.render(upload())));
  });
});
