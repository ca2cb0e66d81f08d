import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { anonymousDenied, checkPolicy } from './accounts.ts';
import type { Account } from './accounts.ts';
import { send, withChangedByte } from './answer.ts';
import type { Answer, Distortion } from './answer.ts';
import { bucketOf } from './call.ts';
import type { Call, EmulatorState } from './call.ts';
import { corsHeaders, preflightAnswer } from './cors.ts';
import type { CorsRule } from './cors.ts';
import type { Fault, Faults } from './faults.ts';
import { boundaryOf } from './formData.ts';
import { handlers } from './handlers.ts';
import { actionsOf, operationOf } from './operations.ts';
import type { Operation } from './operations.ts';
import { parseRequest } from './ossRequest.ts';
import type { OssRequest } from './ossRequest.ts';
import { formExpected } from './postObject.ts';
import { Refusal } from './refusal.ts';
import { authenticate } from './signature.ts';

/** Record of a request, for assertions. */
export interface RequestRecord extends OssRequest {
  readonly operation: Operation | undefined;
  /** Absent until there is a response, and permanently if the connection was reset. */
  status?: number;
  /** Set if the client disconnected before it had the whole response. */
  abandoned?: true;
}

/** Services shared by all requests. */
export interface Service {
  readonly accounts: readonly Account[];
  readonly regions: readonly string[];
  readonly customDomains: Readonly<Record<string, string>>;
  /** Whether the refusal of a bucket of another region names the right endpoint. */
  readonly namesEndpoint: boolean;
  readonly knowsOnlyV1: boolean;
  readonly state: EmulatorState;
  readonly faults: Faults;
  readonly requests: RequestRecord[];
  readonly closing: AbortSignal;
  readonly now: () => Date;
  readonly authority: (region: string) => string;
  readonly nextRequestId: () => string;
}

/** Operations that an anonymous client may try; the ACL decides. */
const publicOperations: readonly Operation[] = ['GetObject', 'HeadObject', 'GetObjectMeta'];
/** Operations to which every region responds for every bucket. */
const regionlessOperations: readonly Operation[] = ['GetBucketInfo', 'GetBucketLocation'];

/** Handles one request from its first byte to its last. */
export async function exchange(
  service: Service,
  region: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const requestId = service.nextRequestId();
  const head = message.method === 'HEAD';
  let record: RequestRecord | undefined;
  const reply = async (answer: Answer, distortion?: Distortion): Promise<void> => {
    response.sendDate = false;
    response.setHeader('server', 'AliyunOSS');
    response.setHeader('date', service.now().toUTCString());
    response.setHeader('x-oss-request-id', requestId);
    response.setHeader('x-oss-server-time', Math.round(performance.now() - startedAt));
    if (record !== undefined) {
      record.status = answer.status;
    }
    const allowance = corsHeaders(rulesOf(service, record?.bucket), message.method ?? '', message.headers);
    await send(response, { ...answer, headers: { ...allowance, ...answer.headers } }, distortion);
  };
  try {
    const request = parseRequest(message, region, service.customDomains);
    const operation = operationOf(request);
    record = { ...request, operation };
    service.requests.push(record);
    if (message.method === 'OPTIONS') {
      await reply(preflightAnswer(rulesOf(service, request.bucket), message.headers));
      return;
    }
    const fault = service.faults.take(request, operation);
    if (fault !== undefined && replaceAnswer(fault, message, response)) {
      return;
    }
    if (fault?.kind === 'delay') {
      await delay(fault.delayMs, response, service.closing);
    }
    if (fault?.kind === 'status') {
      throw serviceFailure(fault.status, fault.code);
    }
    if (fault?.kind === 'resetInBody') {
      await readUntil(message, fault.after);
      message.socket.resetAndDestroy();
      return;
    }
    const body = fault?.kind === 'changedRequest' ? withChangedByte(message) : message;
    const answer = await admit(service, request, body, operation, message.socket.remoteAddress ?? '');
    if (fault?.kind === 'lostAnswer') {
      message.socket.resetAndDestroy();
      return;
    }
    await reply(answer, fault && distortionOf(fault));
  } catch (error) {
    // A client that disconnected gets no response, and a started response is not replaced.
    if (response.headersSent || response.destroyed) {
      if (record !== undefined) {
        record.abandoned = true;
      }
      response.destroy();
      return;
    }
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'InternalError', String(error));
    await reply(refusalAnswer(refusal, head, requestId, message.headers.host ?? ''));
  }
}

/** Applies a fault that leaves OSS no response; false for other faults. */
function replaceAnswer(fault: Fault, { socket }: IncomingMessage, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'reset':
      socket.resetAndDestroy();
      return true;
    case 'close':
      socket.destroy();
      return true;
    case 'garbage':
      socket.end('This is not HTTP.\r\n\r\n');
      return true;
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<!DOCTYPE html><html><body>Sign in</body></html>');
      return true;
    case 'delay':
    case 'status':
    case 'truncate':
    case 'length':
    case 'resetInBody':
    case 'lostAnswer':
    case 'changedRequest':
    case 'changedAnswer':
      return false;
  }
}

async function readUntil(body: AsyncIterable<Uint8Array>, until: 'firstChunk' | 'lastChunk'): Promise<void> {
  for await (const chunk of body) {
    if (until === 'firstChunk' && chunk.length > 0) {
      return;
    }
  }
}

function distortionOf(fault: Fault): Distortion | undefined {
  if (fault.kind === 'changedAnswer') {
    return { isChanged: true };
  }
  return fault.kind === 'truncate' || fault.kind === 'length' ? fault : undefined;
}

/** Checks account, permission and region; then calls the handler. */
async function admit(
  service: Service,
  request: OssRequest,
  body: AsyncIterable<Uint8Array>,
  operation: Operation | undefined,
  sourceIp: string,
): Promise<Answer> {
  const now = service.now();
  // A form is signed in its body; signatures in its headers or its query are ignored.
  const isForm = operation === 'PostObject';
  const account = isForm ? undefined : authenticate(request, service.accounts, now, service.knowsOnlyV1);
  if (operation === undefined) {
    if (request.method === 'POST' && boundaryOf(request.headers['content-type']) !== undefined) {
      throw formExpected('Object');
    }
    throw new Refusal(501, 'NotImplemented', 'A parameter you provided implies functionality that is not implemented.');
  }
  const call: Call = { ...service, request, body, now, anonymous: account === undefined, sourceIp };
  if (request.bucket !== undefined) {
    checkRegion(service, call, operation);
  }
  if (account !== undefined) {
    const { bucket = '*', key } = request;
    checkPolicy(account, actionsOf(operation, request), {
      resource: `acs:oss:*:1:${key === undefined ? bucket : `${bucket}/${key}`}`,
      sourceIp,
    });
  } else if (!isForm && !publicOperations.includes(operation)) {
    throw anonymousDenied();
  }
  return handlers[operation](call);
}

function rulesOf({ state }: Service, bucket: string | undefined): readonly CorsRule[] {
  return state.buckets.get(bucket ?? '')?.corsRules ?? [];
}

function checkRegion(service: Service, call: Call, operation: Operation): void {
  const bucket = bucketOf(call);
  const home = bucket.settings.region;
  if (home === call.request.region || regionlessOperations.includes(operation)) {
    return;
  }
  throw new Refusal(
    403,
    'AccessDenied',
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.',
    {
      ec: '0003-00001403',
      fields: [
        ['Bucket', bucket.name],
        ...(service.namesEndpoint ? ([['Endpoint', service.authority(home)]] as const) : []),
      ],
    },
  );
}

async function delay(delayMs: number, response: ServerResponse, closing: AbortSignal): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
  };
  response.once('close', leave);
  await pause(delayMs, undefined, { signal: AbortSignal.any([gone.signal, closing]) });
  response.off('close', leave);
}

function serviceFailure(status: number, code = status === 503 ? 'ServiceUnavailable' : 'InternalError'): Refusal {
  return new Refusal(status, code, 'Please try again later.');
}

/** Response of a refusal. HEAD has no body, so the document is in a header, as base64. */
function refusalAnswer(refusal: Refusal, head: boolean, requestId: string, host: string): Answer {
  const xml = refusal.toXml(requestId, host);
  const { ec, headers } = refusal.details;
  return {
    status: refusal.status,
    headers: {
      'content-type': 'application/xml',
      ...(ec === undefined ? {} : { 'x-oss-ec': ec }),
      ...(head ? { 'x-oss-err': Buffer.from(xml).toString('base64') } : {}),
      ...headers,
    },
    ...(head ? {} : { body: xml }),
  };
}
