import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Explain a Refused Link', () => {
  const bench = withBench();
  const link = benchLink(bench, 'reports/2026.pdf');

  it('compares a copied error response with the link, and reports the difference', async () => {
    const url = link({ method: 'PUT', headers: { 'content-type': 'text/plain' } });
    const { text } = await bench().use(url, 'PUT', { 'content-type': 'text/html' }, 'x');
    bench().clipboardText = `<?xml version="1.0"?>\n${text.slice(text.indexOf('<Error>'))}\n`;
    await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard'));
    const [message = ''] = bench().messages;
    assert.match(message, /^info: Upload link for 2026\.pdf: The request .* header Content-Type.*text\/html/);
    const [showDetails] = bench().shownMessages[0]?.actions ?? [];
    assert.equal(showDetails?.label, 'Show Details');
    await showDetails.run();
    const report = bench().documents.get('Refused link.txt') ?? '';
    assert.match(report, /^Upload link for 2026\.pdf: The request .*\n\n.*^Code: SignatureDoesNotMatch$/ms);
  });

  it('copies the upload command with the required headers, for a link of this session', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    const options = { method: 'PUT', validity: '2m', contentType: 'text/x' } as const;
    await bench().memory.rememberLink({ target, options });
    await bench().run('quickCopy');
    const [url = ''] = bench().links;
    bench().clipboardText = '<Error><Code>AccessDenied</Code></Error>';
    await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard'));
    const copy =
      bench()
        .shownMessages.at(-1)
        ?.actions.find(({ label }) => label === 'Copy as curl') ?? assert.fail();
    await copy.run();
    assert.match(bench().clipboard.at(-1) ?? '', /^curl .*content-type: text\/x/);
  });

  it('explains other refusals, and asks how the link was used if that is unknown', async () => {
    const url = link({ accessKeyId: 'other' });
    bench().clipboardText = '<Error><Code>NoSuchKey</Code></Error>';
    await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard', 'GET'));
    assert.match(bench().messages[0] ?? '', /^info: Download link for 2026\.pdf: The object doesn't exist/);
  });

  it('reports that the clipboard holds no error response, and is silent after Escape', async () => {
    bench().clipboardText = link();
    await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts(undefined));
    bench().assertSilent();
    await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts('Read from Clipboard'));
    assert.match(bench().messages[0] ?? '', /^warn: No OSS error response on the clipboard/);
  });
});
