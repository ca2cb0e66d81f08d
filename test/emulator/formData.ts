import { Refusal } from './refusal.ts';

/** The file of a form. */
export interface FormFile {
  /** Local name from the client; `''` if there is none. */
  readonly fileName: string;
  readonly contentType: string | undefined;
  readonly content: Buffer;
}

/** An upload form as OSS reads it. */
export interface UploadForm {
  /** Fields before the file, by lower-case name; the last of two with the same name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: FormFile;
}

const maxNameBytes = 8 * 1024;
const maxValueBytes = 2 * 1024 ** 2;
const maxFieldsBytes = 8 * 1024 ** 2;
const lineBreak = Buffer.from('\r\n');

/** Boundary in a Content-Type header; `undefined` if OSS does not treat the request as a form. */
export function boundaryOf(contentType = ''): string | undefined {
  const [, quoted, plain] = /^multipart\/form-data; *boundary=(?:"([^"]+)"|([^\s;",]+))$/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

/** Parses the body of a form. The file is its last field, except for a submit button, which is ignored. */
export function parseForm(body: Buffer, boundary: string): UploadForm {
  const fields = new Map<string, string>();
  let fieldsBytes = 0;
  let file: FormFile | undefined;
  for (const part of partsOf(body, boundary)) {
    const { name, fileName, contentType, content } = readPart(part);
    if (Buffer.byteLength(name) > maxNameBytes) {
      throw fieldItemTooLong('0006-00000110');
    }
    if (name === 'file') {
      if (file !== undefined) {
        throw incorrectNumberOfFiles('0006-00000108');
      }
      file = { fileName: fileName ?? '', contentType, content };
    } else if (file === undefined) {
      fieldsBytes += content.length;
      if (content.length > maxValueBytes || fieldsBytes > maxFieldsBytes) {
        throw fieldItemTooLong(fieldsBytes > maxFieldsBytes ? '0006-00000112' : '0006-00000111');
      }
      fields.set(name.toLowerCase(), content.toString('utf8'));
    } else if (name !== 'submit' && name !== 'key') {
      throw malformedForm('0006-00000103');
    }
  }
  if (file === undefined) {
    throw incorrectNumberOfFiles('0006-00000107');
  }
  return { fields, file };
}

/** Parts between the boundaries; the last boundary must close the body. */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary may be at the start.
  const text = Buffer.concat([lineBreak, body]);
  const parts: Buffer[] = [];
  let start = text.indexOf(delimiter);
  if (start !== 0) {
    throw malformedForm('0006-00000103');
  }
  for (;;) {
    start += delimiter.length;
    if (text.subarray(start, start + 2).toString() === '--') {
      return parts;
    }
    const end = text.indexOf(delimiter, start);
    if (end < 0 || !text.subarray(start, start + 2).equals(lineBreak)) {
      throw malformedForm('0006-00000104');
    }
    parts.push(text.subarray(start + 2, end));
    start = end;
  }
}

function readPart(part: Buffer): {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly content: Buffer;
} {
  const headEnd = part.indexOf('\r\n\r\n');
  const head = part.subarray(0, Math.max(headEnd, 0)).toString('utf8');
  const disposition = /^content-disposition: *form-data *;(.*)$/im.exec(head)?.[1] ?? '';
  const name = parameterOf(disposition, 'name');
  if (headEnd < 0 || name === undefined) {
    throw malformedForm('0006-00000103');
  }
  return {
    name,
    fileName: parameterOf(disposition, 'filename'),
    contentType: /^content-type: *(.*?) *$/im.exec(head)?.[1],
    content: part.subarray(headEnd + 4),
  };
}

/** Quoted parameter, in which a backslash escapes a quote. */
function parameterOf(disposition: string, name: string): string | undefined {
  const [, quoted] = new RegExp(`(?:^|;) *${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition) ?? [];
  return quoted?.replace(/\\(["\\])/g, '$1');
}

function malformedForm(ec: string): Refusal {
  return new Refusal(
    400,
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
    { ec },
  );
}

function incorrectNumberOfFiles(ec: string): Refusal {
  return new Refusal(400, 'IncorrectNumberOfFilesInPOSTRequest', 'POST requires exactly one file upload per request.', {
    ec,
  });
}

function fieldItemTooLong(ec: string): Refusal {
  return new Refusal(400, 'FieldItemTooLong', 'Your POST request fields preceding the upload file was too large.', {
    ec,
  });
}
