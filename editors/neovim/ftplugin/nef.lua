-- Starts `nefc lsp` for models. vim.g.nefc_path names the program if it is not on the path.
vim.bo.commentstring = "# %s"
vim.bo.shiftwidth, vim.bo.expandtab = 2, true
require("nefc").start(0)
