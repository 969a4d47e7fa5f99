"""The memory of the quiz: nothing lost, whatever happens to the file, and nothing but what is declared ever raised."""
