import { GO_SEND, goString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type RequestFormat } from './requestFormat.ts';

/** Go with its standard library. */
export const goForm: RequestFormat = {
  id: 'go',
  label: 'Go',
  languageId: 'go',
  fileName: 'upload.go',
  render: (request) => {
    const unique = ifKept(request, ' + hex.EncodeToString(unique) + "-"');
    const random = ifKept(
      request,
      `
	unique := make([]byte, 4)
	if _, err := rand.Read(unique); err != nil {
		return err
	}`,
    );
    const typed = ifTyped(
      request,
      (types) => `
	types := map[string]string{
${types.map(([extension, type]) => `\t\t${goString(extension)}: ${goString(type)},\n`).join('')}	}
	objectType, ok := types[strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))]
	if !ok {
		return errors.New(${goString(`Accepted: ${types.map(([extension]) => extension).join(', ')}`)})
	}`,
    );
    const typeField = ifTyped(request, () => '\t\t{"x-oss-content-type", objectType},\n');
    const imports = [
      'bytes',
      ...(unique === '' ? [] : ['crypto/rand', 'encoding/hex']),
      ...(typed === '' ? [] : ['errors']),
      ...['fmt', 'io', 'mime/multipart', 'net/http', 'os', 'path/filepath'],
      ...(typed === '' ? [] : ['strings']),
    ];
    return `// go run upload.go FILE
package main

import (
${imports.map((name) => `\t"${name}"\n`).join('')})

func main() {
	if err := upload(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func upload(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	name := filepath.Base(path)${typed}${random}
	fields := [][2]string{
		{"key", ${goString(request.folder)}${unique} + name},
${fixedFields(request)
  .map(([field, value]) => `\t\t{${goString(field)}, ${goString(value)}},\n`)
  .join('')}${typeField}	}

	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	for _, field := range fields {
		if err := writer.WriteField(field[0], field[1]); err != nil {
			return err
		}
	}
	// The file is the last field.
	if _, err := writer.CreateFormFile("file", "file"); err != nil {
		return err
	}
	headLength := form.Len()
	if err := writer.Close(); err != nil {
		return err
	}
	head, tail := form.Bytes()[:headLength], form.Bytes()[headLength:]
	body := io.MultiReader(bytes.NewReader(head), file, bytes.NewReader(tail))
	request, err := http.NewRequest(http.MethodPost, ${goString(request.url)}, body)
	if err != nil {
		return err
	}
	request.ContentLength = int64(form.Len()) + info.Size()
	request.Header.Set("Content-Type", writer.FormDataContentType())
${GO_SEND}
	return nil
}`;
  },
};
