import { createHash } from 'node:crypto';
import { xmlAnswer } from './answer.ts';
import { collect } from './bodies.ts';
import { bucketOf } from './call.ts';
import type { Handler } from './call.ts';
import type { CorsRule } from './cors.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { checkContentMd5 } from './writeCalls.ts';
import { readElements } from './xml.ts';
import type { XmlNode } from './xml.ts';

const maxRules = 20;
const maxDocumentBytes = 16 * 1024;
const methods = ['GET', 'PUT', 'DELETE', 'POST', 'HEAD'];

/** GetBucketCors: all rules, or NoSuchCORSConfiguration. */
export const getBucketCors: Handler = (call) => {
  const { corsRules } = bucketOf(call);
  if (corsRules.length === 0) {
    throw new Refusal(404, 'NoSuchCORSConfiguration', 'The CORS Configuration does not exist.');
  }
  return xmlAnswer(['CORSConfiguration', [...corsRules.map(ruleElement), ['ResponseVary', false]]]);
};

/** PutBucketCors: replaces all rules by those of the document. */
export const putBucketCors: Handler = async (call) => {
  const bucket = bucketOf(call);
  const body = await collect(call.body);
  checkContentMd5(call.request.headers['content-md5'], createHash('md5').update(body).digest('base64'));
  const document = body.toString();
  if (body.length > maxDocumentBytes || !/<CORSConfiguration(?: [^>]*)?>/.test(document)) {
    throw malformedXml();
  }
  const rules = readRules(document);
  if (rules.length === 0 || rules.length > maxRules) {
    throw malformedXml();
  }
  bucket.corsRules = rules;
  return { status: 200 };
};

/** DeleteBucketCors: 204 whether or not there were rules. */
export const deleteBucketCors: Handler = (call) => {
  bucketOf(call).corsRules = [];
  return { status: 204 };
};

function ruleElement(rule: CorsRule): XmlNode {
  const elements = (name: string, values: readonly string[] = []): XmlNode[] => values.map((value) => [name, value]);
  return [
    'CORSRule',
    [
      ...elements('AllowedOrigin', rule.allowedOrigins),
      ...elements('AllowedMethod', rule.allowedMethods),
      ...elements('AllowedHeader', rule.allowedHeaders),
      ...elements('ExposeHeader', rule.exposeHeaders),
      ...(rule.maxAgeSeconds === undefined ? [] : ([['MaxAgeSeconds', rule.maxAgeSeconds]] as const)),
    ],
  ];
}

function readRules(document: string): CorsRule[] {
  return [...document.matchAll(/<CORSRule>([\s\S]*?)<\/CORSRule>/g)].map(([, text = '']) => {
    const allowedOrigins = readElements(text, 'AllowedOrigin');
    const allowedMethods = readElements(text, 'AllowedMethod');
    const allowedHeaders = readElements(text, 'AllowedHeader');
    const exposeHeaders = readElements(text, 'ExposeHeader');
    const [maxAge] = readElements(text, 'MaxAgeSeconds');
    if (allowedOrigins.length === 0 || allowedMethods.length === 0) {
      throw malformedXml();
    }
    const wrong = allowedMethods.find((method) => !methods.includes(method));
    if (wrong !== undefined) {
      throw invalidArgument('The allowed method is invalid.', 'AllowedMethod', wrong);
    }
    const starred = [...allowedOrigins, ...allowedHeaders].find((value) => value.split('*').length > 2);
    const exposesAll = exposeHeaders.find((value) => value.includes('*'));
    if (starred !== undefined || exposesAll !== undefined) {
      throw invalidArgument('The wildcard is not allowed here.', 'CORSRule', starred ?? exposesAll ?? '');
    }
    return {
      allowedOrigins,
      allowedMethods,
      allowedHeaders,
      exposeHeaders,
      ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
    };
  });
}

function malformedXml(): Refusal {
  return new Refusal(400, 'MalformedXML', 'The XML you provided was not well-formed.');
}
