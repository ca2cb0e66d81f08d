import assert from 'node:assert/strict';
import {
  findMappedFile,
  readMappings,
  type FileLocation,
  type MappingSource,
} from '../../../../src/links/mappings/mappings.ts';

const place = (path: string, scheme = 'file', authority = ''): FileLocation => ({ scheme, authority, path });
const site = { folder: 'site', bucket: 'web-site', prefix: 'public' };
const problemsOf = (value: unknown, source: MappingSource = 'workspace') => readMappings(value, source).problems;

/** The object of a file below `/project`, as `bucket/key`. */
function objectOf(path: string, ...values: readonly object[]): string | undefined {
  const { mappings, problems } = readMappings(values, 'workspace');
  assert.deepEqual(problems, []);
  const found = findMappedFile(place(path), [{ root: place('/project'), mappings }]);
  return found && `${found.bucket}/${found.key}`;
}

describe('the mapping of a file', () => {
  const cases: readonly [name: string, path: string, mappings: readonly object[], object: string | undefined][] = [
    ['is in the folder', '/project/site/a.html', [site], 'web-site/public/a.html'],
    ['is deep in it', '/project/site/css/dark/a.css', [site], 'web-site/public/css/dark/a.css'],
    ['is beside it', '/project/other/a.html', [site], undefined],
    ['is in one with a longer name', '/project/site2/a.html', [site], undefined],
    ['is the folder itself', '/project/site/', [site], undefined],
    [
      'is mapped to a bucket with an old name',
      '/project/a.txt',
      [{ folder: '', bucket: 'old_bucket' }],
      'old_bucket/a.txt',
    ],
    ['has the same path in the bucket', '/project/a b.txt', [{ folder: '', bucket: 'all' }], 'all/a b.txt'],
    ['is mapped from "."', '/project/a.txt', [{ folder: '.', bucket: 'all' }], 'all/a.txt'],
    ['is mapped from "./site/"', '/project/site/a.txt', [{ folder: './site/', bucket: 'all' }], 'all/a.txt'],
    ['is mapped by a Windows path', '/project/a/b/c.txt', [{ folder: 'a\\b', bucket: 'all' }], 'all/c.txt'],
    ['has a name that is not a URL', '/project/报告 #1?.txt', [{ folder: '', bucket: 'all' }], 'all/报告 #1?.txt'],
    ['leaves the folder', '/project/site/../secret.txt', [site], undefined],
    ['leaves the folder from deep below', '/project/site/a/../../secret.txt', [site], undefined],
  ];
  for (const [name, path, mappings, object] of cases) {
    it(name, () => {
      assert.equal(objectOf(path, ...mappings), object);
    });
  }

  it('is that of the innermost folder, in any order', () => {
    const inner = { folder: 'site/img', bucket: 'images', prefix: 'v1/' };
    for (const both of [
      [site, inner],
      [inner, site],
    ]) {
      assert.equal(objectOf('/project/site/img/a.png', ...both), 'images/v1/a.png');
      assert.equal(objectOf('/project/site/a.png', ...both), 'web-site/public/a.png');
    }
  });

  it('is the first of two for the same folder', () => {
    assert.equal(objectOf('/project/site/a', site, { ...site, bucket: 'second' }), 'web-site/public/a');
  });

  it('belongs to the workspace folder that contains the file, and to the innermost of nested ones', () => {
    const mapped = (bucket: string) => readMappings([{ folder: '', bucket }], 'workspace').mappings;
    const roots = [
      { root: place('/one'), mappings: mapped('first') },
      { root: place('/two'), mappings: mapped('second') },
      { root: place('/one/inner'), mappings: mapped('third') },
    ];
    const bucketOf = (file: FileLocation) => findMappedFile(file, roots)?.bucket;
    assert.deepEqual(
      ['/one/a', '/two/a', '/one/inner/a', '/three/a'].map((path) => bucketOf(place(path))),
      [...['first', 'second', 'third'], undefined],
    );
    assert.equal(bucketOf(place('/one/a', 'vscode-remote', 'ssh-remote+host')), undefined);
  });

  it('ignores the case of a Windows drive', () => {
    const { mappings } = readMappings([site], 'user');
    const roots = [{ root: place('/c:/Work'), mappings }];
    assert.equal(findMappedFile(place('/C:/Work/site/a.html'), roots)?.key, 'public/a.html');
    assert.equal(findMappedFile(place('/d:/Work/site/a.html'), roots), undefined);
  });
});

describe('mappings', () => {
  it('that leave the workspace folder are ignored, with the reason', () => {
    for (const folder of ['..', '../x', 'a/../../x', 'a\\..\\..\\x', '/etc', 'C:\\Users', 'C:/Users', '\\\\host\\x']) {
      const { mappings, problems } = readMappings([{ folder, bucket: 'docs' }, site], 'workspace');
      assert.deepEqual(
        mappings.map(({ bucket }) => bucket),
        ['web-site'],
        folder,
      );
      assert.deepEqual(
        problems,
        ['Mapping 1 of the workspace is ignored: The folder must be a path inside the workspace folder, such as docs.'],
        folder,
      );
    }
  });

  it('with an invalid bucket or key are ignored, with the reason', () => {
    assert.match(problemsOf([{ folder: '', bucket: 'https://evil.example' }])[0] ?? '', /A bucket name has 3 to 63/);
    assert.match(problemsOf([{ folder: '', bucket: 'docs', prefix: '/a' }])[0] ?? '', /can't begin with a slash/);
    assert.match(problemsOf([{ folder: '', bucket: 'docs', prefix: 'a/../b' }])[0] ?? '', /"\." and "\.\."/);
  });

  it('that are malformed are ignored, each with the reason', () => {
    for (const entry of [null, 'site', {}, { folder: 'site' }, { folder: 1, bucket: 'docs' }]) {
      assert.deepEqual(problemsOf([entry], 'user'), [
        'Mapping 1 of your settings is ignored: A mapping needs a folder and a bucket, and can have a prefix. All are texts.',
      ]);
    }
    assert.deepEqual(problemsOf({ site: 'docs' }), ['The mappings must be a list.']);
    assert.deepEqual(problemsOf(undefined), []);
  });

  it('name a profile only in the settings of the user', () => {
    const named = { ...site, profile: 'Work' };
    assert.equal(readMappings([named], 'user').mappings[0]?.profile, 'Work');
    assert.deepEqual(readMappings([named], 'workspace'), {
      mappings: [],
      problems: ['Mapping 1 of the workspace is ignored: Only your own settings can name the profile that signs.'],
    });
  });
});
