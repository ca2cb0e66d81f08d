import type { FormattedLink } from '../format.ts';
import { GO_SEND, goString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Go with its standard library. */
export const go = createProgram({ id: 'go', label: 'Go', languageId: 'go', download, upload });

function download(link: FormattedLink): string {
  return `
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	if err := download(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func download() error {
	request, err := http.NewRequest(http.MethodGet, ${goString(link.url)}, nil)
	if err != nil {
		return err
	}${headersOf(link)}
${GO_SEND}
	file, err := os.Create(${goString(link.fileName)})
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := io.Copy(file, response.Body); err != nil {
		return err
	}
	return file.Close()
}
`;
}

function upload(link: FormattedLink): string {
  return `
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	if err := upload(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func upload() error {
	file, err := os.Open(${goString(link.fileName)})
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPut, ${goString(link.url)}, file)
	if err != nil {
		return err
	}
	request.ContentLength = info.Size()${headersOf(link)}
${GO_SEND}
	return nil
}
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => `\n\trequest.Header.Set(${goString(name)}, ${goString(value)})`);
}
