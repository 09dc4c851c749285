import { promises as fs } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { call, Outcome, tellMissing } from "./nefc";

/** What a panel shows: from a set of colours, the body of a page. */
type Drawing = (theme: string) => Promise<string>;

/** Panels with what nefc draws or tells of a model. Each is made anew when the model is saved. */
export class Pictures {
  private readonly panels = new Map<string, vscode.WebviewPanel>();

  constructor(private readonly context: vscode.ExtensionContext) {}

  /** The tuning curves of a population, or of all. */
  tuning(file: vscode.Uri, population?: string): Promise<void> {
    const which = population ? [population] : [];
    return this.show(`tuning ${population ?? path.basename(file.fsPath)}`, file, (theme) => drawn(["tuning", file.fsPath, ...which, "--theme", theme]));
  }

  /** The weights of a connection as they are built, and how well it fits. */
  weights(file: vscode.Uri, connection: string): Promise<void> {
    return this.show(`weights ${connection}`, file, async () =>
      await told(["eval", file.fsPath, `${connection}.fit`]) + await told(["eval", file.fsPath, `${connection}.weights`]));
  }

  private async show(title: string, file: vscode.Uri, draw: Drawing): Promise<void> {
    const key = `${file} ${title}`;
    let panel = this.panels.get(key);
    if (!panel) {
      panel = vscode.window.createWebviewPanel("nefc.picture", title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
      this.keep(key, panel, file, draw);
    }
    panel.reveal(undefined, true);
    await fill(panel, draw);
  }

  private keep(key: string, panel: vscode.WebviewPanel, file: vscode.Uri, draw: Drawing): void {
    this.panels.set(key, panel);
    const again = [
      vscode.workspace.onDidSaveTextDocument((d) => d.uri.toString() === file.toString() && fill(panel, draw)),
      vscode.window.onDidChangeActiveColorTheme(() => fill(panel, draw)),
    ];
    panel.onDidDispose(() => {
      this.panels.delete(key);
      again.forEach((a) => a.dispose());
    }, undefined, this.context.subscriptions);
  }
}

/** Makes what a panel shows. */
async function fill(panel: vscode.WebviewPanel, draw: Drawing): Promise<void> {
  const dark = [vscode.ColorThemeKind.Dark, vscode.ColorThemeKind.HighContrast].includes(vscode.window.activeColorTheme.kind);
  panel.webview.html = page(await draw(dark ? "dark" : "paper"));
}

/** The picture that a command of nefc writes. */
async function drawn(args: string[]): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "nefc-"));
  try {
    const to = path.join(folder, "picture.svg");
    const outcome = await call([...args, "--to", to]);
    return outcome.ok ? picture(await fs.readFile(to)) : unfinished(outcome);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** What a command of nefc prints. */
async function told(args: string[]): Promise<string> {
  const outcome = await call(args);
  return outcome.ok ? `<pre>${escaped(outcome.text)}</pre>` : unfinished(outcome);
}

/** What was wrong. */
function unfinished(outcome: Outcome): string {
  if (outcome.missing) {
    void tellMissing();
  }
  return `<pre>${escaped(outcome.text)}</pre>`;
}

/** A picture has no script and asks for nothing: it is shown as an image. */
function picture(svg: Buffer): string {
  return `<img alt="${escaped(/<title>([^<]*)/.exec(svg.toString("utf8"))?.[1] ?? "a picture")}" src="data:image/svg+xml;base64,${svg.toString("base64")}">`;
}

function page(body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>img { display: block; width: 100%; max-width: 60em; margin: 1em auto } pre { overflow-x: auto }</style></head><body>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
