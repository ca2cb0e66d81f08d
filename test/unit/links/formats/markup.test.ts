import assert from 'node:assert/strict';
import { documentFormat } from '../../../../src/links/formats/documentFormat.ts';
import {
  htmlImage,
  htmlLink,
  markdownImage,
  markdownLink,
  restructuredText,
  restructuredTextImage,
} from '../../../../src/links/formats/markup.ts';
import { asciiDocImage, asciiDocLink, latexLink, orgImage, orgLink } from '../../../../src/links/formats/moreMarkup.ts';
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
    ['{a}', '\\{a\\}'],
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

describe('a note on a link', () => {
  it('is a title if the language has titles', () => {
    const link = download({ fileName: 'a', url: 'https://a/b' });
    const title = 'expires "soon" <1>';
    assert.equal(markdownLink.render({ ...link, title }), '[a](https://a/b "expires \\"soon\\" \\<1\\>")');
    assert.equal(markdownImage.render({ ...link, title }), '![a](https://a/b "expires \\"soon\\" \\<1\\>")');
    assert.equal(
      htmlImage.render({ ...link, title }),
      '<img src="https://a/b" alt="a" title="expires &quot;soon&quot; &lt;1&gt;">',
    );
    assert.equal(htmlLink.render({ ...link, title: '1' }), '<a href="https://a/b" title="1">a</a>');
    assert.equal(asciiDocImage.render({ ...link, title: 'a, b' }), 'image:++https://a/b++[a,title="a&#44; b"]');
  });
});

describe('a link in AsciiDoc, Org and LaTeX', () => {
  const link = { url: 'https://a/b_c?d=%2F&e=1#f', fileName: 'a_[b], 50% "c" {d}' };

  it('shows its text unchanged', () => {
    assert.equal(
      asciiDocLink.render(link),
      'link:++https://a/b_c?d=%2F&e=1#f++[a&#95;&#91;b&#93;&#44; 50% &#34;c&#34; &#123;d&#125;]',
    );
    assert.equal(orgLink.render(link), '[[https://a/b_c?d=%2F&e=1#f][a_(b), 50% "c" {d}]]');
    assert.equal(latexLink.render(link), '\\href{https://a/b\\_c?d=\\%2F\\&e=1\\#f}{a\\_[b], 50\\% "c" \\{d\\}}');
  });

  it('is an image with alternative text if the language has it', () => {
    const picture = { url: 'oss://docs/a.png', fileName: 'a' };
    assert.equal(asciiDocImage.render(picture), 'image:++oss://docs/a.png++[a]');
    assert.equal(orgImage.render(picture), '#+ATTR_HTML: :alt a\n[[oss://docs/a.png]]');
    assert.equal(restructuredTextImage.render(picture), '.. image:: oss://docs/a.png\n   :alt: a');
    assert.equal(latexLink.render(picture), '\\href{oss://docs/a.png}{a}');
  });
});

describe('format of a link in a document', () => {
  for (const [languageId, key, id] of [
    ['markdown', 'a/b.pdf', 'markdown'],
    ['markdown', 'a/图 1.PNG', 'markdown-image'],
    ['mdx', 'a.jpeg', 'markdown-image'],
    ['html', 'a.pdf', 'html'],
    ['vue', 'a.svg', 'html-image'],
    ['restructuredtext', 'a.png', 'rst-image'],
    ['restructuredtext', 'a.pdf', 'rst'],
    ['asciidoc', 'a.png', 'asciidoc-image'],
    ['asciidoc', 'a.pdf', 'asciidoc'],
    ['org', 'a.png', 'org-image'],
    ['org', 'a.pdf', 'org'],
    ['latex', 'a.png', 'latex'],
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
