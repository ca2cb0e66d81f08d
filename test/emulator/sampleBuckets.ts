import type { Emulator, ObjectOptions } from './emulator.ts';
import { pngImage } from './pngImage.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Sample {
  readonly key: string;
  readonly body: string | Buffer;
  readonly contentType: string;
  readonly ageMs: number;
  readonly options?: ObjectOptions;
}

/** Fills an emulator with buckets in its first two regions, as shown in the demo; dates are relative to `now`. */
export async function addSampleBuckets(emulator: Emulator, now: Date): Promise<void> {
  const [first = '', second = first] = emulator.regions;
  const before = (ageMs: number): Date => new Date(now.getTime() - ageMs);
  const fill = async (bucket: string, samples: readonly Sample[]): Promise<void> => {
    for (const { key, body, contentType, ageMs, options } of samples) {
      await emulator.putObject(bucket, key, body, { contentType, lastModified: before(ageMs), ...options });
    }
  };

  emulator.createBucket('demo-documents', { region: first, creationDate: before(420 * dayMs) });
  await fill('demo-documents', documents);
  emulator.createBucket('demo-media', { region: second, creationDate: before(300 * dayMs), acl: 'public-read' });
  await fill('demo-media', media);
  emulator.createBucket('demo-logs', { region: second, creationDate: before(200 * dayMs), storageClass: 'IA' });
  await fill('demo-logs', logs());
  emulator.createBucket('demo-versions', {
    region: first,
    creationDate: before(90 * dayMs),
    versioning: 'Enabled',
  });
  await fill('demo-versions', versions);
  emulator.createBucket('demo-hostile-names', { region: first, creationDate: before(30 * dayMs) });
  await fill('demo-hostile-names', hostileNames);
  emulator.createBucket('demo-empty', { region: second, creationDate: before(2 * dayMs) });
}

const documents: readonly Sample[] = [
  text('readme.txt', 'Sample files of the demo.\n', 40 * dayMs),
  text('报告/2026年第三季度.pdf', pdfOfSize(1_482_031), 3 * dayMs, 'application/pdf'),
  text('报告/2026年第二季度.pdf', pdfOfSize(1_310_442), 95 * dayMs, 'application/pdf'),
  text('报告/附件/数据 汇总.csv', '地区,销售额\n杭州,1280\n上海,1935\n', 3 * dayMs, 'text/csv'),
  text('合同/客户甲/合同（终稿）.docx', 'A stand-in for a contract.\n'.repeat(900), 12 * dayMs, docx),
  text('archive/2019/ledger.csv', 'date,amount\n2019-01-31,100\n', 400 * dayMs, 'text/csv', {
    storageClass: 'Archive',
  }),
  text('site/index.html', '<!doctype html><title>Demo</title><h1>Demo</h1>\n', 5 * hourMs, 'text/html'),
  text('site/assets/app.js', "document.title = 'Demo';\n", 5 * hourMs, 'text/javascript'),
  text('site/assets/app.js.gz', 'not really compressed\n', 5 * hourMs, 'application/gzip', {
    headers: { 'cache-control': 'max-age=31536000', 'x-oss-meta-build': '1042' },
  }),
  text('site/', '', 6 * hourMs, 'application/x-directory'),
];

const media: readonly Sample[] = [
  { key: 'images/gradient.png', body: pngImage(96, 64), contentType: 'image/png', ageMs: 9 * dayMs },
  { key: '图片/渐变.png', body: pngImage(64, 64), contentType: 'image/png', ageMs: 8 * dayMs },
  { key: 'videos/clip.mp4', body: Buffer.alloc(6_291_456, 'clip'), contentType: 'video/mp4', ageMs: 20 * dayMs },
];

const versions: readonly Sample[] = [
  text('notes/plan.md', '# Plan\n\nFirst thoughts.\n', 21 * dayMs, 'text/markdown'),
  text('notes/plan.md', '# Plan\n\nFirst thoughts, and second ones.\n', 14 * dayMs, 'text/markdown'),
  text('notes/plan.md', '# Plan\n\nWhat we will do.\n', 1 * dayMs, 'text/markdown'),
  text('notes/once.md', 'Written once.\n', 30 * dayMs, 'text/markdown'),
];

/** Keys that clients and shells often handle incorrectly. */
export const hostileKeys: readonly string[] = [
  'a b/two  spaces.txt',
  'plus+sign.txt',
  '100%.txt',
  '%2e%2e%2F.txt',
  'a#b?c&d=e.txt',
  `quotes '"\`.txt`,
  'dollar $(HOME) \\ back.txt',
  'emoji 🚀.txt',
  'combining é.txt',
  'angle <b>.txt',
  'semi;colon,comma!()*~.txt',
  'double//slash.txt',
  'dots/./here.txt',
  'tab\there.txt',
];
const hostileNames = hostileKeys.map((key) => text(key, `The object named ${JSON.stringify(key)}.\n`, 10 * dayMs));

/** Folder of 2,500 objects, one per half hour, beside one with few. */
function logs(): Sample[] {
  const many = Array.from({ length: 2500 }, (_entry, index) =>
    text(
      `access/part-${String(index).padStart(4, '0')}.log`,
      `GET /item/${index} 200\n`.repeat(5 + (index % 40)),
      (2500 - index) * (hourMs / 2),
    ),
  );
  return [...many, text('error/today.log', 'upstream timed out\n', 2 * hourMs)];
}

function text(
  key: string,
  body: string,
  ageMs: number,
  contentType = 'text/plain',
  options: ObjectOptions = {},
): Sample {
  return { key, body, contentType, ageMs, options };
}

/** A PDF document of one empty page, filled up with a comment. */
function pdfOfSize(sizeBytes: number): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ].map((content, index) => `${index + 1} 0 obj\n${content}\nendobj\n`);
  const offsets = objects.map((_object, index) => '%PDF-1.4\n'.length + objects.slice(0, index).join('').length);
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const before = `%PDF-1.4\n${objects.join('')}`;
  const filler = (length: number): string => `%${' '.repeat(length)}\n`;
  const trailer = (start: number): string =>
    `xref\n0 4\n0000000000 65535 f \n${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  const start = sizeBytes - trailer(sizeBytes).length;
  return before + filler(start - before.length - 2) + trailer(start);
}
