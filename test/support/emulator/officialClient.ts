import OSS from 'ali-oss';
import type { Emulator } from '../../emulator/emulator.ts';

/** The official client of an emulator's first region. */
export function officialClient(emulator: Emulator, more: Partial<OSS.Options> = {}): OSS {
  // It refuses IP addresses for links; `localhost` with sldEnable makes it use path style.
  const options = {
    accessKeyId: 'ak',
    accessKeySecret: 'sk',
    endpoint: emulator.endpoint('cn-hangzhou').replace('127.0.0.1', 'localhost'),
    region: 'oss-cn-hangzhou',
    sldEnable: true,
    ...more,
  };
  return new OSS(options);
}
