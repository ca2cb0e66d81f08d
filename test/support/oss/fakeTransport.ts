import { TransportError } from '../../../src/oss/errors/errors.ts';
import type { TransportErrorCode } from '../../../src/oss/errors/transportErrorCode.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../src/oss/client/transport.ts';
import { chunksOf, textOf } from './chunks.ts';

/** Reaction of a fake transport to one request. */
export type Step = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** A transport that follows a script; a request beyond its end fails the test. */
export interface FakeTransport extends HttpTransport {
  readonly requests: readonly (HttpRequest & { readonly bodyText: string })[];
}

/** Handles the requests with the steps in order, each after it has read the request's body. */
export function fakeTransport(...steps: readonly Step[]): FakeTransport {
  const requests: (HttpRequest & { bodyText: string })[] = [];
  const waiting = [...steps];
  return {
    requests,
    async request(request) {
      const { body } = request;
      const bodyText = body === undefined ? '' : await textOf(body instanceof Uint8Array ? chunksOf(body) : body);
      requests.push({ ...request, bodyText });
      const step = waiting.shift();
      if (step === undefined) throw new Error(`The script has no answer to ${request.method} ${request.origin}.`);
      return step(request);
    },
    close: () => Promise.resolve(),
  };
}

/** Step with a response. */
export function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Step {
  return () => ({ status, headers, body: chunksOf(body) });
}

/** Step with a refusal in XML, with further elements. */
export function refusal(
  status: number,
  code: string,
  elements: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Step {
  const more = Object.entries(elements).map(([name, text]) => `<${name}>${text}</${name}>`);
  return answer(status, `<Error><Code>${code}</Code>${more.join('')}</Error>`, headers);
}

/** A failure of the network. */
export function failure(code: TransportErrorCode): Step {
  return () => Promise.reject(new TransportError(code, 'It failed.'));
}

/** An empty page of objects. */
export const emptyPage = answer(200, '<ListBucketResult></ListBucketResult>');

/** The description of a bucket. */
export function bucketInfo(region: string, extranetEndpoint = `oss-${region}.aliyuncs.com`): Step {
  return answer(
    200,
    '<BucketInfo><Bucket><CreationDate>2014-02-17T18:12:43.000Z</CreationDate>' +
      `<ExtranetEndpoint>${extranetEndpoint}</ExtranetEndpoint><Location>oss-${region}</Location>` +
      `<Name>bucket</Name><Region>${region}</Region></Bucket></BucketInfo>`,
  );
}

/** Function of a transport that answers nothing and ends a request only by its signal; `onSent` is called with each. */
export function unanswered(onSent: () => void = () => undefined): HttpTransport['request'] {
  return ({ signal }) => {
    onSent();
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new Error('canceled'));
      });
    });
  };
}
