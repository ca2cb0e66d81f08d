import { cmdLine, posixLine } from '../../formats/commands/shells.ts';
import { uniquePart } from '../page/limits.ts';
import { fixedFields, ifKept, typeOfFile, type FormattedRequest, type RequestFormat } from './requestFormat.ts';

/** A curl command as one line for POSIX shells. */
export const curlForm: RequestFormat = {
  id: 'curl',
  label: 'curl',
  languageId: 'shellscript',
  fileName: 'upload.sh',
  render: (request, filePath) => posixLine(['curl', ...curlArguments(request, filePath)]),
};

/** A curl command (part of Windows) as one line for the cmd prompt. */
export const curlCmdForm: RequestFormat = {
  id: 'curl-cmd',
  label: 'curl (cmd)',
  languageId: 'bat',
  fileName: 'upload.cmd',
  render: (request, filePath) => cmdLine(['curl', ...curlArguments(request, filePath)]),
};

/** Arguments of curl, before a shell quotes them. OSS inserts the file name into the key. */
function curlArguments(request: FormattedRequest, filePath: string): readonly string[] {
  const type = typeOfFile(request, filePath);
  const fields = [
    ['key', `${request.folder}${ifKept(request, `${uniquePart()}-`)}\${filename}`] as const,
    ...fixedFields(request),
    ...(type === undefined ? [] : [['x-oss-content-type', type] as const]),
  ];
  return [
    '--fail-with-body',
    // -F would read a value with the prefix @ or < from a file.
    ...fields.flatMap(([name, value]) => ['--form-string', `${name}=${value}`]),
    '-F',
    `file=@"${filePath.replace(/["\\]/g, '\\$&')}"`,
    '-g',
    request.url,
  ];
}
