import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import OSS from 'ali-oss';

const main = fileURLToPath(new URL('../../emulator/main.ts', import.meta.url));

interface Announcement {
  readonly endpoints: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

describe('the emulator in its own process', () => {
  for (const end of ['SIGTERM', 'SIGINT', 'end of input'] as const) {
    it(`announces its address, responds and exits on ${end}`, async () => {
      const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
      const exit = once(child, 'exit');
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const { endpoints, accessKeyId, accessKeySecret } = JSON.parse(line) as Announcement;
      const endpoint = endpoints['cn-shanghai']?.replace('127.0.0.1', 'localhost') ?? '';
      const options = { accessKeyId, accessKeySecret, endpoint, bucket: 'demo-media', sldEnable: true };
      const image = await new OSS(options).get('图片/渐变.png');
      assert.equal(String(image.content).slice(1, 4), 'PNG');
      if (end === 'end of input') {
        child.stdin.end();
      } else {
        child.kill(end);
      }
      assert.deepEqual(await exit, [0, null]);
    });
  }
});
