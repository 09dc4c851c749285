import { ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import { program, tellMissing } from "./nefc";

/** Panels in which models run: `nefc live` serves the page of each, and ends with its panel. */
export class LivePages {
  private readonly panels = new Map<string, vscode.WebviewPanel>();

  constructor(private readonly context: vscode.ExtensionContext) {}

  async show(file: vscode.Uri): Promise<void> {
    const open = this.panels.get(file.toString());
    if (open) {
      return open.reveal(undefined, true);
    }
    const served = await serve(file);
    if (!served) {
      return;
    }
    const panel = vscode.window.createWebviewPanel("nefc.live", `live ${path.basename(file.fsPath)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, retainContextWhenHidden: true });
    panel.webview.html = frame(served.address);
    this.panels.set(file.toString(), panel);
    served.process.once("exit", () => panel.dispose());
    panel.onDidDispose(() => {
      this.panels.delete(file.toString());
      served.process.kill();
    }, undefined, this.context.subscriptions);
  }
}

/** A page that is served, and the process that serves it. */
interface Served {
  address: string;
  process: ChildProcess;
}

/** Starts `nefc live`; undefined if it does not, which was said then. */
function serve(file: vscode.Uri): Promise<Served | undefined> {
  return new Promise((resolve) => {
    const process = spawn(program(), ["live", "--panel", "--json", file.fsPath], { cwd: path.dirname(file.fsPath) });
    let lines = "";
    process.stdout.on("data", (text: Buffer) => {
      lines += text.toString("utf8");
      const address = /"address":"([^"]+)"/.exec(lines)?.[1];
      if (address) {
        resolve({ address, process });
      }
    });
    process.once("error", () => {
      void tellMissing();
      resolve(undefined);
    });
    process.once("exit", (code) => {
      if (code === 1) { // the editor shows its mistakes already
        void vscode.window.showErrorMessage(`${path.basename(file.fsPath)} has errors: it runs once they are mended.`);
      }
      resolve(undefined);
    });
  });
}

/** A page that holds another one. */
function frame(address: string): string {
  const origin = new URL(address).origin;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${origin}; style-src 'unsafe-inline'">
<style>html, body { height: 100%; margin: 0; padding: 0 } iframe { border: 0; display: block; width: 100%; height: 100% }</style></head>
<body><iframe title="the model while it runs" src="${address.replace(/&/g, "&amp;")}"></iframe></body></html>`;
}
