import type { FormattedLink } from '../format.ts';
import { javaString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Java 11 and later with its standard library. */
export const java = createProgram({ id: 'java', label: 'Java', languageId: 'java', download, upload });

function download(link: FormattedLink): string {
  return `
// Java 11 or later: java Download.java
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

public class Download {
    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(${javaString(link.url)}))${headersOf(link)}
            .build();
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                body.transferTo(System.err);
                System.exit(1);
            }
            Files.copy(body, Path.of(${javaString(link.fileName)}), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
`;
}

function upload(link: FormattedLink): string {
  return `
// Java 11 or later: java Upload.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

public class Upload {
    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(${javaString(link.url)}))${headersOf(link)}
            .PUT(HttpRequest.BodyPublishers.ofFile(Path.of(${javaString(link.fileName)})))
            .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            System.err.println(response.body());
            System.exit(1);
        }
    }
}
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => `\n            .header(${javaString(name)}, ${javaString(value)})`);
}
