import type { FormattedLink } from '../format.ts';
import { swiftString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Swift with Foundation. */
export const swift = createProgram({ id: 'swift', label: 'Swift', languageId: 'swift', download, upload });

function download(link: FormattedLink): string {
  return `
${imports}
var request = URLRequest(url: URL(string: ${swiftString(link.url)})!)${headersOf(link)}
let (file, response) = try await URLSession.shared.download(for: request)
guard let status = (response as? HTTPURLResponse)?.statusCode, status / 100 == 2 else {
    FileHandle.standardError.write(try Data(contentsOf: file))
    exit(1)
}
let destination = URL(fileURLWithPath: ${swiftString(link.fileName)})
try? FileManager.default.removeItem(at: destination)
try FileManager.default.moveItem(at: file, to: destination)
`;
}

function upload(link: FormattedLink): string {
  const warning =
    'content-type' in link.signedHeaders
      ? ''
      : '\n// Some systems send a Content-Type of their own, which OSS then refuses: sign the link with one for them.';
  return `
${imports}
var request = URLRequest(url: URL(string: ${swiftString(link.url)})!)
request.httpMethod = "PUT"${warning}${headersOf(link)}
let file = URL(fileURLWithPath: ${swiftString(link.fileName)})
let (answer, response) = try await URLSession.shared.upload(for: request, fromFile: file)
guard let status = (response as? HTTPURLResponse)?.statusCode, status / 100 == 2 else {
    FileHandle.standardError.write(answer)
    exit(1)
}
`;
}

const imports = `// Swift 5.7 or later: swift main.swift
import Foundation // On Linux also FoundationNetworking.
`;

function headersOf(link: FormattedLink): string {
  return renderHeaders(
    link,
    (name, value) => `\nrequest.setValue(${swiftString(value)}, forHTTPHeaderField: ${swiftString(name)})`,
  );
}
