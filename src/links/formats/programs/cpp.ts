import { hasDotSegments } from '../../../oss/validate.ts';
import { type FormattedLink, pathOf } from '../format.ts';
import { cString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** C++17 with libcurl. */
export const cpp = createProgram({ id: 'cpp', label: 'C++', languageId: 'cpp', upload });

function upload(link: FormattedLink): string {
  return `
// c++ -std=c++17 upload.cpp -lcurl
#include <cstdio>
#include <curl/curl.h>
#include <filesystem>

int main() {
    const char* path = ${cString(link.fileName)};
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
        std::perror(path);
        return 1;
    }
    curl_slist* headers = nullptr;${renderHeaders(
      link,
      (name, value) => `\n    headers = curl_slist_append(headers, ${cString(`${name}: ${value}`)});`,
    )}
    CURL* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, ${cString(link.url)});${
      hasDotSegments(pathOf(link.url)) ? '\n    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);' : ''
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, std::fread);
    curl_easy_setopt(curl, CURLOPT_READDATA, file);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(std::filesystem::file_size(path)));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, std::fwrite);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, stderr);
    const CURLcode result = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (result != CURLE_OK) {
        std::fprintf(stderr, "%s\\n", curl_easy_strerror(result));
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    std::fclose(file);
    return result == CURLE_OK && status / 100 == 2 ? 0 : 1;
}
`;
}
