autocmd BufRead,BufNewFile *.nef setfiletype nef
