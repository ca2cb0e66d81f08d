import { phpString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type RequestFormat } from './requestFormat.ts';

/** PHP with its curl extension. */
export const phpForm: RequestFormat = {
  id: 'php',
  label: 'PHP',
  languageId: 'php',
  fileName: 'upload.php',
  render: (request) => {
    const unique = ifKept(request, ' . bin2hex(random_bytes(4)) . "-"');
    const typed = ifTyped(
      request,
      (types) => `
$types = [
${types.map(([extension, type]) => `    ${phpString(extension)} => ${phpString(type)},\n`).join('')}];
$type = $types[strtolower(pathinfo($name, PATHINFO_EXTENSION))] ?? null;
if ($type === null) {
    fwrite(STDERR, "Accepted: " . implode(", ", array_keys($types)) . "\\n");
    exit(1);
}
$fields["x-oss-content-type"] = $type;
`,
    );
    return `<?php

// php upload.php FILE
$path = realpath($argv[1]);
if ($path === false) {
    fwrite(STDERR, "There is no such file.\\n");
    exit(1);
}
// basename() depends on the locale.
$name = substr(strrchr("/" . strtr($argv[1], DIRECTORY_SEPARATOR, "/"), "/"), 1);
$fields = [
    "key" => ${phpString(request.folder)}${unique} . $name,
${fixedFields(request)
  .map(([field, value]) => `    ${phpString(field)} => ${phpString(value)},\n`)
  .join('')}];
${typed}
// The file is the last field.
$fields["file"] = new CURLFile($path, "application/octet-stream", "file");
$curl = curl_init(${phpString(request.url)});
curl_setopt_array($curl, [CURLOPT_POSTFIELDS => $fields, CURLOPT_RETURNTRANSFER => true]);
$answer = curl_exec($curl);
if ($answer === false || intdiv(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 100) !== 2) {
    fwrite(STDERR, ($answer ?: curl_error($curl)) . "\\n");
    exit(1);
}`;
  },
};
