import { hasDotSegments } from '../../../oss/validate.ts';
import { type FormattedLink, pathOf } from '../format.ts';
import { phpString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** PHP with its curl extension: PHP streams cannot upload in chunks or detect an interrupted download. */
export const php = createProgram({ id: 'php', label: 'PHP', languageId: 'php', download, upload });

function download(link: FormattedLink): string {
  return `
<?php

$path = ${phpString(localPath(link.fileName))};
$output = null;
$curl = curl_init(${phpString(link.url)});
curl_setopt_array($curl, [${optionsOf(link)}
    CURLOPT_WRITEFUNCTION => function ($curl, $chunk) use ($path, &$output) {
        $isOk = intdiv(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 100) === 2;
        $output ??= $isOk ? fopen($path, "wb") : STDERR;
        return fwrite($output, $chunk);
    },
]);
if (!curl_exec($curl)) {
    fwrite(STDERR, curl_error($curl) . "\\n");
    exit(1);
}
if (intdiv(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 100) !== 2) {
    exit(1);
}
if ($output === null) {
    file_put_contents($path, ""); // An object without content.
}
`;
}

function upload(link: FormattedLink): string {
  return `
<?php

$file = fopen(${phpString(localPath(link.fileName))}, "rb");
if (!$file) {
    exit(1);
}
$curl = curl_init(${phpString(link.url)});
curl_setopt_array($curl, [${optionsOf(link)}
    CURLOPT_UPLOAD => true,
    CURLOPT_INFILE => $file,
    CURLOPT_INFILESIZE => fstat($file)["size"],
    CURLOPT_RETURNTRANSFER => true,
]);
$answer = curl_exec($curl);
if ($answer === false || intdiv(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 100) !== 2) {
    fwrite(STDERR, ($answer ?: curl_error($curl)) . "\\n");
    exit(1);
}
`;
}

function optionsOf(link: FormattedLink): string {
  const headers = renderHeaders(link, (name, value) => `\n        ${phpString(`${name}: ${value}`)},`);
  return [
    headers && `\n    CURLOPT_HTTPHEADER => [${headers}\n    ],`,
    hasDotSegments(pathOf(link.url)) ? '\n    CURLOPT_PATH_AS_IS => true,' : '',
  ].join('');
}

/** Path that PHP does not read as a URL, as it does with `data:x`. */
function localPath(fileName: string): string {
  return /^[^/\\]*:(?![/\\])/.test(fileName) ? `./${fileName}` : fileName;
}
