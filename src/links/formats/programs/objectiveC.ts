import type { FormattedLink } from '../format.ts';
import { cString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Objective-C with Foundation. */
export const objectiveC = createProgram({
  id: 'objective-c',
  label: 'Objective-C',
  languageId: 'objective-c',
  download,
});

function download(link: FormattedLink): string {
  return `
// clang -fobjc-arc -framework Foundation download.m
#import <Foundation/Foundation.h>

int main(void) {
    @autoreleasepool {
        NSURL *url = [NSURL URLWithString:@${cString(link.url)}];
        NSURL *destination = [NSURL fileURLWithPath:@${cString(link.fileName)}];
        NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:url];${renderHeaders(
          link,
          (name, value) => `\n        [request setValue:@${cString(value)} forHTTPHeaderField:@${cString(name)}];`,
        )}
        __block int exitCode = 1;
        dispatch_semaphore_t done = dispatch_semaphore_create(0);
        void (^onEnd)(NSURL *, NSURLResponse *, NSError *) = ^(NSURL *file, NSURLResponse *response, NSError *error) {
            NSFileManager *files = NSFileManager.defaultManager;
            if (file == nil) {
                fprintf(stderr, "%s\\n", error.localizedDescription.UTF8String);
            } else if ([(NSHTTPURLResponse *)response statusCode] / 100 != 2) {
                [NSFileHandle.fileHandleWithStandardError writeData:[NSData dataWithContentsOfURL:file]];
            } else {
                [files removeItemAtURL:destination error:nil];
                if ([files moveItemAtURL:file toURL:destination error:&error]) {
                    exitCode = 0;
                } else {
                    fprintf(stderr, "%s\\n", error.localizedDescription.UTF8String);
                }
            }
            dispatch_semaphore_signal(done);
        };
        [[NSURLSession.sharedSession downloadTaskWithRequest:request completionHandler:onEnd] resume];
        dispatch_semaphore_wait(done, DISPATCH_TIME_FOREVER);
        return exitCode;
    }
}
`;
}
