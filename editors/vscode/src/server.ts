import * as vscode from "vscode";
import { CodeLensRequest, LanguageClient } from "vscode-languageclient/node";
import { call, program, tellMissing } from "./nefc";

/** The language server `nefc lsp`, and what this nefc can do. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly version = vscode.languages.createLanguageStatusItem("nefc.version", { language: "nef" });

  /** Whether this nefc has the command `live`. */
  hasLive = false;

  constructor() {
    this.version.name = "nefc";
    this.version.command = { command: "nefc.restart", title: "start again" };
  }

  async start(): Promise<void> {
    const found = await call(["--version"]);
    if (found.missing) {
      this.version.text = "nefc is not installed";
      this.version.severity = vscode.LanguageStatusSeverity.Error;
      void tellMissing();
      return;
    }
    this.version.text = found.text.trim();
    this.version.severity = vscode.LanguageStatusSeverity.Information;
    this.hasLive = (await call(["live", "--help"])).ok;
    await vscode.commands.executeCommand("setContext", "nefc.hasLive", this.hasLive);
    this.client = new LanguageClient("nefc", "nefc", { command: program(), args: ["lsp"] }, {
      documentSelector: [{ language: "nef", scheme: "file" }, { language: "nef", scheme: "untitled" }],
      middleware: {
        // A server may offer more than the program beside it can do.
        provideCodeLenses: async (document, token, next) =>
          (await next(document, token))?.filter((lens) => this.hasLive || lens.command?.command !== "nefc.live"),
      },
    });
    await this.client.start();
  }

  /** Asks for lenses again: a run has changed what came of expectations. */
  lensesAgain(): void {
    const lenses = this.client?.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments) {
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  dispose(): void {
    this.version.dispose();
    void this.stop();
  }
}
