"""Join the state folders that earlier versions made for one diary under several spellings of its path."""
