import { javaString } from '../../formats/programs/literals.ts';
import { fixedFields, ifKept, ifTyped, type RequestFormat } from './requestFormat.ts';

/** Java 17 and later with its standard library. */
export const javaForm: RequestFormat = {
  id: 'java',
  label: 'Java',
  languageId: 'java',
  fileName: 'Upload.java',
  render: (request) => {
    const unique = ifKept(request, ' + UUID.randomUUID().toString().substring(0, 8) + "-"');
    const typed = ifTyped(
      request,
      (types) => `
        Map<String, String> types = new LinkedHashMap<>();
${types.map(([extension, type]) => `        types.put(${javaString(extension)}, ${javaString(type)});\n`).join('')}        String type = types.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null) {
            System.err.println("Accepted: " + String.join(", ", types.keySet()));
            System.exit(1);
        }
        fields.put("x-oss-content-type", type);
`,
    );
    const imports = [
      'java.net.URI',
      'java.net.http.HttpClient',
      'java.net.http.HttpRequest',
      'java.net.http.HttpRequest.BodyPublishers',
      'java.net.http.HttpResponse',
      'java.nio.file.Path',
      'java.util.LinkedHashMap',
      ...(typed === '' ? [] : ['java.util.Locale']),
      'java.util.Map',
      'java.util.UUID',
    ];
    return `// Java 17 or later: java Upload.java FILE
${imports.map((name) => `import ${name};\n`).join('')}
public class Upload {
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        String name = file.getFileName().toString();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", ${javaString(request.folder)}${unique} + name);
${fixedFields(request)
  .map(([field, value]) => `        fields.put(${javaString(field)}, ${javaString(value)});\n`)
  .join('')}${typed}
        String boundary = UUID.randomUUID().toString();
        String part = "--" + boundary + "\\r\\nContent-Disposition: form-data; name=\\"";
        StringBuilder head = new StringBuilder();
        fields.forEach((field, value) -> head.append(part + field + "\\"\\r\\n\\r\\n" + value + "\\r\\n"));
        // The file is the last field.
        head.append(part + "file\\"; filename=\\"file\\"\\r\\n\\r\\n");
        HttpRequest request = HttpRequest.newBuilder(URI.create(${javaString(request.url)}))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\\r\\n--" + boundary + "--\\r\\n")))
            .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            System.err.println(response.body());
            System.exit(1);
        }
    }
}`;
  },
};
