import * as vscode from 'vscode';
import type { Exchange } from '../../oss/client/ossClient.ts';
import type { Subscriptions } from '../../emitter.ts';
import { logText, visibleText } from '../../oss/errors/serverText.ts';

/** Upper bound on a bucket and a key in an entry: keys have at most 1,023 bytes. */
const MAX_OBJECT_LENGTH = 1100;

/** Log of the extension. Every line is redacted, and no name can look like an entry. */
export interface Log {
  readonly info: (message: string) => void;
  readonly error: (message: string) => void;
  readonly exchange: (exchange: Exchange) => void;
  readonly show: () => void;
}

/** Output channel "OSS Presigned Links". */
export function createLog(subscriptions: Subscriptions): Log {
  const channel = vscode.window.createOutputChannel('OSS Presigned Links', { log: true });
  subscriptions.push(channel);
  return {
    info: (message) => {
      channel.info(logText(message));
    },
    error: (message) => {
      channel.error(logText(message));
    },
    exchange: ({ method, host, operation, bucket, key, status, durationMs, requestId, attempt }) => {
      const named = [bucket, key].filter((part) => part !== undefined).join('/');
      const object = visibleText(named, MAX_OBJECT_LENGTH);
      const answer = status === undefined ? 'no answer' : String(status);
      const repeated = attempt > 1 ? ` attempt ${attempt}` : '';
      const line = `${operation}: ${method} ${host} ${object} ${answer} ${Math.round(durationMs)} ms ${requestId ?? ''}${repeated}`;
      channel.info(logText(line));
    },
    show: () => {
      channel.show();
    },
  };
}
