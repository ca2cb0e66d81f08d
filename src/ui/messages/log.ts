import * as vscode from 'vscode';
import type { Exchange } from '../../oss/client/ossClient.ts';
import type { Subscriptions } from '../../emitter.ts';
import { redact } from '../../oss/errors/redact.ts';

/** Log of the extension. Every line is redacted. */
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
      channel.info(redact(message));
    },
    error: (message) => {
      channel.error(redact(message));
    },
    exchange: ({ method, host, operation, bucket, key, status, durationMs, requestId, attempt }) => {
      const object = [bucket, key].filter((part) => part !== undefined).join('/');
      const answer = status === undefined ? 'no answer' : String(status);
      const repeated = attempt > 1 ? ` attempt ${attempt}` : '';
      const line = `${operation}: ${method} ${host} ${object} ${answer} ${Math.round(durationMs)} ms ${requestId ?? ''}${repeated}`;
      channel.info(redact(line));
    },
    show: () => {
      channel.show();
    },
  };
}
