import assert from 'node:assert/strict';
import {
  documentFormat,
  htmlImage,
  htmlLink,
  markdownImage,
  markdownLink,
  restructuredText,
} from '../../../../src/links/formats/markup.ts';
import { download, url } from '../../../support/links/sampleLinks.ts';

describe('a Markdown link', () => {
  it('has the name as its text', () => {
    assert.equal(markdownLink.render(download()), `[b.txt](${url})`);
    assert.equal(markdownImage.render(download()), `![b.txt](${url})`);
  });

  for (const [fileName, text] of [
    ['a](http://evil.example).txt', 'a\\](http://evil.example).txt'],
    ['[x] *b* `c` <i> &amp; ~d~ |', '\\[x\\] \\*b\\* \\`c\\` \\<i\\> \\&amp; \\~d\\~ \\|'],
    ['my_long_file_名_1.txt', 'my_long_file_名_1.txt'],
    ['_em_ __strong__', '\\_em\\_ \\_\\_strong\\_\\_'],
    ['back\\slash\\', 'back\\\\slash\\\\'],
    ['$x^2$', '\\$x^2\\$'],
    [' two\n\n lines ', 'two lines'],
  ] as const) {
    it(`shows ${JSON.stringify(fileName)} literally`, () => {
      assert.equal(markdownLink.render(download({ fileName })), `[${text}](${url})`);
    });
  }

  it('keeps a parenthesis of the URL', () => {
    assert.equal(markdownLink.render(download({ url: 'https://a/b(1' })), '[b.txt](<https://a/b(1>)');
  });
});

describe('an HTML link', () => {
  const escapedUrl = url.replaceAll('&', '&amp;');

  it('escapes its attributes and its text', () => {
    const fileName = `"><script>alert('&')</script>`;
    const text = `&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;`;
    assert.equal(htmlLink.render(download({ fileName })), `<a href="${escapedUrl}">${text}</a>`);
    assert.equal(htmlImage.render(download({ fileName })), `<img src="${escapedUrl}" alt="${text}">`);
  });
});

describe('a reStructuredText link', () => {
  it('is anonymous, so that equal names do not clash', () => {
    assert.equal(restructuredText.render(download()), `\`b.txt <${url}>\`__`);
  });

  it('escapes characters that would end or change its text', () => {
    const fileName = 'a `b` <c> *d* |e| f_ \\\ng';
    const text = 'a \\`b\\` \\<c\\> \\*d\\* \\|e\\| f\\_ \\\\ g';
    assert.equal(restructuredText.render(download({ fileName })), `\`${text} <${url}>\`__`);
  });

  it('is not parsed as a reference if the URL ends in an underscore', () => {
    assert.match(restructuredText.render(download({ url: 'https://a/b_' })), /<https:\/\/a\/b\\_>`__$/);
  });
});

describe('format of a link in a document', () => {
  for (const [languageId, key, id] of [
    ['markdown', 'a/b.pdf', 'markdown'],
    ['markdown', 'a/图 1.PNG', 'markdown-image'],
    ['mdx', 'a.jpeg', 'markdown-image'],
    ['html', 'a.pdf', 'html'],
    ['vue', 'a.svg', 'html-image'],
    ['restructuredtext', 'a.png', 'rst'],
    ['python', 'a.png', 'url'],
    ['plaintext', 'a.pdf', 'url'],
    ['markdown', 'png', 'markdown'],
    ['markdown', 'a.png/notes', 'markdown'],
  ] as const) {
    it(`is ${id} for ${key} in ${languageId}`, () => {
      assert.equal(documentFormat(languageId, key).id, id);
    });
  }
});
