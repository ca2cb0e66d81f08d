import type { FormattedLink } from '../format.ts';
import { rustString } from './literals.ts';
import { renderHeaders, createProgram } from './program.ts';

/** Rust with reqwest. */
export const rust = createProgram({ id: 'rust', label: 'Rust', languageId: 'rust', download, upload });

function download(link: FormattedLink): string {
  return `
// cargo add reqwest --features blocking
use std::fs::File;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::blocking::Client::builder().timeout(None).build()?;
    let mut response = client
        .get(${rustString(link.url)})${headersOf(link)}
        .send()?;
    if !response.status().is_success() {
        response.copy_to(&mut std::io::stderr())?;
        std::process::exit(1);
    }
    let mut file = File::create(${rustString(link.fileName)})?;
    response.copy_to(&mut file)?;
    Ok(())
}
`;
}

function upload(link: FormattedLink): string {
  return `
// cargo add reqwest --features blocking
use std::fs::File;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = File::open(${rustString(link.fileName)})?;
    let client = reqwest::blocking::Client::builder().timeout(None).build()?;
    let mut response = client
        .put(${rustString(link.url)})${headersOf(link)}
        .body(file)
        .send()?;
    if !response.status().is_success() {
        response.copy_to(&mut std::io::stderr())?;
        std::process::exit(1);
    }
    Ok(())
}
`;
}

function headersOf(link: FormattedLink): string {
  return renderHeaders(link, (name, value) => `\n        .header(${rustString(name)}, ${rustString(value)})`);
}
