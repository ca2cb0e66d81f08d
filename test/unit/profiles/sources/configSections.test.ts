import assert from 'node:assert/strict';
import { findValue, parseConfigSections } from '../../../../src/profiles/sources/configSections.ts';

describe('the sections of an ossutil configuration', () => {
  it('keep the parts of a command, and remove only quotes around a whole value', () => {
    const [section] = parseConfigSections(
      ['[default]', 'credential-process = "my tool" --say "a;b" # x', 'region = "cn-hangzhou"'].join('\n'),
    );
    assert.deepEqual(Object.fromEntries(section?.values ?? []), {
      'credential-process': '"my tool" --say "a;b" # x',
      region: 'cn-hangzhou',
    });
  });

  it('have indented blocks below names without a value', () => {
    const [section] = parseConfigSections(
      '[buckets mine]\nmy-bucket =\n  region = cn-shanghai\n  addressing-style = cname\nother =\n\tregion = cn-beijing\nlast = 1\n',
    );
    const blocks = [...(section?.blocks ?? [])].map(([name, values]) => [name, Object.fromEntries(values)]);
    assert.deepEqual(blocks, [
      ['my-bucket', { region: 'cn-shanghai', 'addressing-style': 'cname' }],
      ['other', { region: 'cn-beijing' }],
    ]);
    assert.equal(section?.values.get('last'), '1');
  });

  it('skip comments, empty lines, a byte order mark and lines without a setting', () => {
    const sections = parseConfigSections('\uFEFF# a\r\n; b\r\nstray = 1\r\n\r\n[a]\r\nnonsense\r\n = 2\r\nx = 3\r\n');
    assert.deepEqual(
      sections.map(({ name, values }) => [name, [...values]]),
      [['a', [['x', '3']]]],
    );
  });

  it('drop comments behind sections and values, but not a # within a value', () => {
    const [section] = parseConfigSections(
      ['[default] # mine', 'a = ak # key', "b = 'sk' ; secret", 'c = s#k;x', 'd = "a # b" # c'].join('\r'),
    );
    assert.equal(section?.name, 'default');
    assert.deepEqual(Object.fromEntries(section.values), { a: 'ak', b: 'sk', c: 's#k;x', d: 'a # b' });
  });

  it('of one name are one section', () => {
    const sections = parseConfigSections('[default]\na = 1\n[other]\na = 2\n[default]\nb = 3\n');
    assert.deepEqual(
      sections.map(({ name, values }) => [name, Object.fromEntries(values)]),
      [
        ['default', { a: '1', b: '3' }],
        ['other', { a: '2' }],
      ],
    );
  });

  it('find a value by any spelling of its name', () => {
    for (const name of ['access-key-id', 'accessKeyID', 'ACCESS_KEY_ID']) {
      assert.equal(findValue(new Map([[name, 'ak']]), 'access-key-id'), 'ak', name);
    }
    assert.equal(findValue(new Map([['access-key', 'sk']]), 'access-key-id'), undefined);
  });
});
