import type { FormattedLink } from '../format.ts';
import { javaString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Java for Android with OkHttp: the system's HTTP client sends an unsigned Content-Type with every upload. */
export const android = createProgram({ id: 'android', label: 'Android (Java)', languageId: 'java', download, upload });

function download(link: FormattedLink): string {
  return `
// build.gradle: implementation("com.squareup.okhttp3:okhttp:4.12.0")
import java.io.File;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

public final class Download {
    /** Saves the object in a folder such as context.getFilesDir(). Needs the INTERNET permission and a thread of its own. */
    public static File into(File folder) throws IOException {
        Request request = new Request.Builder()
            .url(${javaString(link.url)})${headersOf(link)}
            .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(response.code() + " " + response.body().string());
            }
            File file = new File(folder, ${javaString(link.fileName)});
            try (BufferedSink sink = Okio.buffer(Okio.sink(file))) {
                sink.writeAll(response.body().source());
            }
            return file;
        }
    }
}
`;
}

function upload(link: FormattedLink): string {
  return `
// build.gradle: implementation("com.squareup.okhttp3:okhttp:4.12.0")
import java.io.File;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

public final class Upload {
    /** Sends the file of a folder such as context.getFilesDir(). Needs the INTERNET permission and a thread of its own. */
    public static void from(File folder) throws IOException {
        File file = new File(folder, ${javaString(link.fileName)});
        Request request = new Request.Builder()
            .url(${javaString(link.url)})${headersOf(link)}
            .put(RequestBody.create(file, null))
            .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(response.code() + " " + response.body().string());
            }
        }
    }
}
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => `\n            .header(${javaString(name)}, ${javaString(value)})`);
}
