import assert from 'node:assert/strict';
import { MalformedXmlError, readXml } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

describe('readXml', () => {
  const fieldsOf = async (xml: string): Promise<Record<string, string>> =>
    Object.fromEntries(await readXml(chunksOf(xml), 'Root'));

  it('returns the texts of leaves by their path, nested ones too', async () => {
    assert.deepEqual(
      await fieldsOf(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Root a="1">\n <A>x</A>\n <B> <C>y</C> </B> <D/>\n</Root>\n',
      ),
      { A: 'x', 'B/C': 'y', D: '' },
    );
  });

  it('keeps blanks, decodes the five entities and character references, and reads CDATA as text', async () => {
    assert.deepEqual(
      await fieldsOf('<Root><A> a b </A><B>&lt;&amp;&gt;&quot;&apos;&#x4E2D;&#65;</B><C>1<![CDATA[<2>]]>3</C></Root>'),
      {
        A: ' a b ',
        B: `<&>"'中A`,
        C: '1<2>3',
      },
    );
  });

  it('yields repeated elements one by one and keeps them out of the fields of the root', async () => {
    const seen: unknown[] = [];
    const record =
      (name: string) =>
      (fields: ReadonlyMap<string, string>): void => {
        seen.push([name, Object.fromEntries(fields)]);
      };
    const fields = await readXml(
      chunksOf(
        '<Root><P>root</P><L><E><K>1</K><O><I>i</I></O></E><E><K>2</K></E></L><C><P>p</P></C><C><P>q</P></C></Root>',
      ),
      'Root',
      { 'L/E': record('entry'), 'C/P': record('prefix') },
    );
    assert.deepEqual(seen, [
      ['entry', { K: '1', 'O/I': 'i' }],
      ['entry', { K: '2' }],
      ['prefix', { '': 'p' }],
      ['prefix', { '': 'q' }],
    ]);
    assert.deepEqual(Object.fromEntries(fields), { P: 'root' });
  });

  it('yields an element before the document ends', async () => {
    const order: string[] = [];
    const body = (async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('<Root><E><K>1</K></E>'));
      order.push('second part');
      yield Buffer.from('</Root>');
    })();
    await readXml(body, 'Root', { E: () => order.push('entry') });
    assert.deepEqual(order, ['entry', 'second part']);
  });

  it('reads characters that are split between chunks', async () => {
    const bytes = Buffer.from('<Root><A>中文😀</A></Root>');
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    assert.equal((await readXml(chunksOf(...single), 'Root')).get('A'), '中文😀');
  });

  const malformed: Readonly<Record<string, string | Uint8Array>> = {
    'an empty document': '',
    'a document that is cut short': '<Root><A>x</A>',
    'a document that is cut within a tag': '<Root><A>x</A></Roo',
    'tags that do not match': '<Root><A></B></Root>',
    'another document': '<Other/>',
    'something after the end': '<Root/><Root/>',
    HTML: '<!DOCTYPE html><html></html>',
    'text without a document': 'service unavailable',
    'an unknown entity': '<Root>&secret;</Root>',
    'a document type with entities': '<!DOCTYPE Root [<!ENTITY e "x">]><Root>&e;</Root>',
    'a control character': '<Root>\u0001</Root>',
    'bytes that are not UTF-8': Buffer.concat([Buffer.from('<Root>'), Buffer.from([0xff]), Buffer.from('</Root>')]),
  };
  for (const [name, document] of Object.entries(malformed)) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(readXml(chunksOf(document), 'Root'), MalformedXmlError);
    });
  }

  it('passes a failure of the network on', async () => {
    const reason = new Error('reset');
    const body = (async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('<Root>'));
      throw reason;
    })();
    await assert.rejects(readXml(body, 'Root'), reason);
  });
});
